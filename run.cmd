@echo off
rem Windows twin of ./run: sets up what is missing, then runs `guichet ARGS`; without arguments, the demo.
rem Never run on Windows yet.
setlocal
set "ROOT=%~dp0"
call "%ROOT%installer\setup.cmd" || exit /b 3
if "%~1"=="" (
    "%PYTHON%" -P -m guichet demo
) else (
    "%PYTHON%" -P -m guichet %*
)
exit /b %ERRORLEVEL%
