# The Python packages of requirements.lock, in .venv: with uv when it is here, else with venv and pip.
# shellcheck shell=sh

suits='import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))'

# What .venv was filled for: this place (scripts hold its path), this Python, this lock file.
place_and_python() {
    printf '%s\n' "$root"
    "$python" -IS -c 'import sys; print(sys.version)' 2>/dev/null
}
packages_state() {
    place_and_python
    cksum <"$root/requirements.lock"
}

packages_ready() {
    [ -f "$packages_stamp" ] && [ "$(packages_state)" = "$(cat "$packages_stamp")" ]
}

find_python() {
    for candidate in python3 python3.11 python3.12 python3.13 python3.14; do
        if "$candidate" -c "$suits" >/dev/null 2>&1; then
            printf '%s\n' "$candidate"
            return 0
        fi
    done
    return 1
}

# The package that brings `venv` to a Python: Debian keeps it apart, one a version.
venv_package() {
    case $1 in
        python3) echo python3-venv ;;
        *) echo "$1-venv" ;;
    esac
}

# A .venv that was moved, or whose Python was replaced under it, is made anew; one of a developer's stays.
venv_usable() {
    "$python" -c "$suits" >/dev/null 2>&1 || return 1
    [ ! -f "$packages_stamp" ] && return 0
    [ "$(place_and_python)" = "$(sed '$d' "$packages_stamp")" ]
}

install_with_uv() {
    command -v uv >/dev/null 2>&1 || return 1
    tell "installing the Python packages with uv (some 300 MB the first time)"
    if ! venv_usable; then
        rm -rf "$venv"
        logged uv venv --python '>=3.11,<3.15' "$venv" || return 1
    fi
    logged uv pip install --python "$python" --require-hashes -r "$root/requirements.lock"
}


make_venv() {
    base=$(find_python) || {
        if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 && ! command -v python3 >/dev/null 2>&1; then
            need_system_packages "Python is missing" "Python 3.11 or newer" python3 python3-venv
        fi
        base=$(find_python) || fail "Guichet needs Python 3.11 to 3.14; install one, then start again."
    }
    if ! "$base" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        # Without administrator's rights a person is asked once, so Qt's libraries are named here too.
        # shellcheck disable=SC2046 # one word a package
        need_system_packages "Python's venv module is missing" "Python's venv module" \
            "$(venv_package "$base")" $(wanted_qt_packages)
    fi
    rm -rf "$venv"
    logged "$base" -m venv "$venv" || fail "Python could not make $venv. Free some room on the disk, then start again."
}

install_with_pip() {
    if ! venv_usable || ! "$python" -m pip --version >/dev/null 2>&1; then
        make_venv
    fi
    tell "installing the Python packages with pip (some 300 MB the first time)"
    logged "$python" -m pip install --no-input --require-hashes -r "$root/requirements.lock"
}

# The checkout itself is read in place: one line in site-packages, found from any folder and by any child.
point_at_checkout() {
    "$python" - "$root" <<'PYTHON'
import pathlib, sys, sysconfig
pathlib.Path(sysconfig.get_path("purelib"), "guichet.pth").write_text(sys.argv[1] + "\n", encoding="utf-8")
PYTHON
}

install_packages() {
    # uv does not read pip's settings (a proxy, a certificate, a mirror): where it fails pip may still do.
    if ! install_with_uv; then
        install_with_pip || {
            [ -n "${CI:-}" ] || tail -n 5 "$log" >&2
            fail "The Python packages could not be installed. Check the network (or pip's settings), then start again."
        }
    fi
    point_at_checkout || fail "$venv cannot be written. Remove it, then start again."
    rm -f "$offscreen_stamp" "$window_stamp"
    packages_state >"$packages_stamp"
}
