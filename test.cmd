@echo off
rem Windows twin of ./test: sets up what is missing, then runs the tests: test.cmd [--long] [pytest arguments].
rem Never run on Windows yet.
setlocal
set "ROOT=%~dp0"
set "QT_QPA_PLATFORM=offscreen"
call "%ROOT%installer\setup.cmd" || exit /b 3
cd /d "%ROOT%" || exit /b 3
"%PYTHON%" -P -m pytest -n auto %*
exit /b %ERRORLEVEL%
