# Qt's system libraries: looked for by loading what needs them, so that nothing is asked for in vain.
# shellcheck shell=sh

offscreen_packages="libegl1 libgl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libfreetype6 libxkbcommon0"
window_packages="libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-image0 libxcb-render-util0 libxcb-xkb1
    libxcb-shape0 libxkbcommon-x11-0"

# QtMultimedia stands on it; without it the window says so where a camera is asked for, and all else works.
camera_packages="libpulse0"

# A window is wanted when there is a screen and nobody asked Qt for another platform (the tests do).
wants_window() {
    has_display || return 1
    case ${QT_QPA_PLATFORM:-xcb} in
        xcb* | wayland*) on_linux ;;
        *) return 1 ;;
    esac
}

wanted_qt_packages() {
    on_linux || return 0
    printf '%s\n' "$offscreen_packages"
    if wants_window; then printf '%s\n' "$window_packages"; fi
}

qt_ready() {
    [ -f "$offscreen_stamp" ] || return 1
    ! wants_window || [ -f "$window_stamp" ]
}

qt_loads() { logged "$python" -c 'import PySide6.QtWidgets, PySide6.QtPdf'; }

xcb_loads() {
    logged "$python" -c 'import ctypes, pathlib, PySide6.QtGui
ctypes.CDLL(str(pathlib.Path(PySide6.__file__).with_name("Qt") / "plugins/platforms/libqxcb.so"))'
}

camera_loads() { logged "$python" -c 'import PySide6.QtMultimedia'; }

# Never a reason to stop: pictures come from files too.
offer_camera() {
    if camera_loads; then return 0; fi
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        tell "installing $camera_packages for the camera"
        # shellcheck disable=SC2086 # one word a package
        apt_install $camera_packages || tell "the camera cannot be used: $camera_packages could not be installed"
    else
        tell "to use a camera: sudo apt-get install $camera_packages"
    fi
}

find_qt_libraries() {
    if ! qt_loads; then
        on_linux || fail "Qt does not start on this system."
        # shellcheck disable=SC2046 # one word a package
        need_system_packages "Qt's system libraries are missing" "EGL, OpenGL, GLib, D-Bus, Fontconfig, FreeType and xkbcommon" \
            $(wanted_qt_packages)
        qt_loads || fail "Qt does not start although its system libraries are installed."
    fi
    : >"$offscreen_stamp"
    wants_window || return 0
    if ! xcb_loads; then
        # shellcheck disable=SC2086 # one word a package
        need_system_packages "The libraries of Qt's windows are missing" "the XCB libraries and xkbcommon-x11" $window_packages
        xcb_loads || fail "Qt opens no window although its system libraries are installed."
    fi
    offer_camera
    : >"$window_stamp"
}
