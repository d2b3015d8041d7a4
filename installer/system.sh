# System packages: named exactly, installed when we are root on Debian or Ubuntu, otherwise asked for.
# shellcheck shell=sh

# Since 2024 some libraries carry a t64 suffix (64-bit time on 32-bit machines); both names count.
has_system_package() {
    for name in "$1" "${1}t64"; do
        case $(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null) in
            installed*) return 0 ;;
        esac
    done
    return 1
}

knows_system_package() { apt-cache show --no-all-versions "$1" >/dev/null 2>&1; }

# missing_of NAMES: those not installed, in the spelling of this release.
missing_of() {
    for wanted in "$@"; do
        if ! has_system_package "$wanted"; then
            if knows_system_package "${wanted}t64"; then
                printf '%st64 ' "$wanted"
            else
                printf '%s ' "$wanted"
            fi
        fi
    done
}

has_lists() { ls /var/lib/apt/lists/*Packages* >/dev/null 2>&1; }

apt_get() {
    logged env DEBIAN_FRONTEND=noninteractive apt-get -y -o DPkg::Lock::Timeout=300 "$@"
}

# Lists older than the mirror name files that are gone: one refresh, then once more.
apt_install() {
    apt_get install --no-install-recommends "$@" ||
        { apt_get update && apt_get install --no-install-recommends "$@"; }
}

# need_system_packages REASON HINT NAMES: installs those missing, or prints the one line and ends.
need_system_packages() {
    reason=$1 hint=$2
    shift 2
    if ! command -v apt-get >/dev/null 2>&1 || ! command -v dpkg-query >/dev/null 2>&1; then
        fail "$reason. Install $hint with this system's package manager, then start again."
    fi
    if [ "$(id -u)" = 0 ] && ! has_lists; then
        tell "reading the list of system packages"
        apt_get update || fail "The list of system packages could not be read. Check the network, then start again."
    fi
    names=$(missing_of "$@")
    names=${names% }
    [ -n "$names" ] || fail "$reason, although the system packages are installed."
    if [ "$(id -u)" = 0 ]; then
        tell "$reason; installing $names"
        # shellcheck disable=SC2086 # one word a package
        apt_install $names || fail "apt-get could not install $names. Check the network, then start again."
        return
    fi
    refresh=
    has_lists || refresh="sudo apt-get update && "
    tell "$reason. Run this line, then start again:"
    printf '%ssudo apt-get install -y --no-install-recommends %s\n' "$refresh" "$names" >&2
    exit 3
}
