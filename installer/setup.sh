# Makes a checkout ready: Python packages in .venv, Qt's system libraries, compiled translations.
# Sourced by ./run, ./test and .ci/run with $root set. Speaks on stderr only; `prepare` does the work.
# shellcheck shell=sh

venv=$root/.venv
python=$venv/bin/python
log=$root/.setup.log
packages_stamp=$venv/guichet-packages
offscreen_stamp=$venv/guichet-qt
window_stamp=$venv/guichet-window

tell() { printf 'guichet: %s\n' "$*" >&2; }

# fail SENTENCE: says what to do and where to read more, and ends the command.
fail() {
    tell "$*"
    [ -n "${CI:-}" ] || tell "The full log is in $log"
    exit 3
}

# logged COMMAND: its talk goes to the log, or in CI to the screen, where it is kept anyway.
logged() {
    if [ -n "${CI:-}" ]; then
        "$@" >&2 </dev/null
    else
        "$@" >>"$log" 2>&1 </dev/null
    fi
}

on_linux() { [ "$(uname -s)" = Linux ]; }
has_display() { [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; }

. "$root/installer/system.sh"
. "$root/installer/packages.sh"
. "$root/installer/qt.sh"
. "$root/installer/translations.sh"

# One set-up at a time: a second terminal waits, then finds everything in place.
one_at_a_time() {
    if command -v flock >/dev/null 2>&1; then
        exec 9>"$root/.setup.lock"
        flock 9
    fi
}

set_up() {
    if ! [ -w "$root" ] || ! (: >"$log") 2>/dev/null; then
        fail "This folder cannot be written: $root. Copy it to a folder of yours, then start again."
    fi
    one_at_a_time
    packages_ready || install_packages
    qt_ready || find_qt_libraries
    exec 9>&-
}

prepare() {
    if ! packages_ready || ! qt_ready; then
        set_up
    fi
    compile_translations
}
