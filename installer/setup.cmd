@echo off
rem Windows twin of setup.sh: Python packages in .venv and compiled translations. Called by run.cmd and test.cmd
rem with ROOT set. Written beside the POSIX scripts and never run on Windows yet; a correction is welcome.

set "VENV=%ROOT%.venv"
set "PYTHON=%VENV%\Scripts\python.exe"
set "STAMP=%VENV%\guichet-packages"

rem The lock file itself is the stamp: the packages are those it names as long as the copy is equal.
if exist "%PYTHON%" fc /b "%ROOT%requirements.lock" "%STAMP%" >nul 2>&1 && goto translations

where uv >nul 2>&1 && goto with_uv

:with_pip
echo guichet: installing the Python packages with pip (some 300 MB the first time) 1>&2
if exist "%PYTHON%" "%PYTHON%" -m pip --version >nul 2>&1 || rmdir /s /q "%VENV%"
if not exist "%PYTHON%" call :make_venv || goto no_python
"%PYTHON%" -m pip install --no-input --require-hashes -r "%ROOT%requirements.lock" 1>&2 || goto no_packages
goto installed

:with_uv
echo guichet: installing the Python packages with uv (some 300 MB the first time) 1>&2
if not exist "%PYTHON%" uv venv --python ">=3.11,<3.15" "%VENV%" 1>&2 || goto with_pip
uv pip install --python "%PYTHON%" --require-hashes -r "%ROOT%requirements.lock" 1>&2 || goto with_pip

:installed
"%PYTHON%" -c "import pathlib, sys, sysconfig; pathlib.Path(sysconfig.get_path('purelib'), 'guichet.pth').write_text(sys.argv[1] + '\n', encoding='utf-8')" "%ROOT:~0,-1%" || goto no_packages
copy /y "%ROOT%requirements.lock" "%STAMP%" >nul

:translations
for %%T in ("%ROOT%translations\guichet_*.ts") do call :compile "%%T" "%%~dpnT.qm" || exit /b 3
exit /b 0

:compile
"%PYTHON%" -c "import os, sys; ts, qm = sys.argv[1:]; sys.exit(os.path.exists(qm) and os.path.getmtime(qm) >= os.path.getmtime(ts))" %1 %2 || exit /b 0
"%VENV%\Scripts\pyside6-lrelease.exe" %1 -qm %2 1>&2 && exit /b 0
echo guichet: the translations in %1 could not be compiled; correct the file, then start again. 1>&2
exit /b 3

:make_venv
py -3 -c "import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))" >nul 2>&1 && py -3 -m venv "%VENV%" 1>&2 && exit /b 0
python -c "import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))" >nul 2>&1 && python -m venv "%VENV%" 1>&2 && exit /b 0
exit /b 1

:no_python
echo guichet: Guichet needs Python 3.11 to 3.14; install one from python.org, then start again. 1>&2
exit /b 3

:no_packages
echo guichet: the Python packages could not be installed. Check the network (or pip's settings), then start again. 1>&2
exit /b 3
