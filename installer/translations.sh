# The catalogues: a .qm is made from its .ts with Qt's own lrelease whenever the words are newer.
# shellcheck shell=sh

compile_translations() {
    for words in "$root"/translations/guichet_*.ts; do
        compiled=${words%.ts}.qm
        [ -e "$words" ] || continue
        if ! [ "$compiled" -nt "$words" ]; then
            # Written aside, then renamed: a program starting meanwhile never reads half a catalogue.
            if ! logged "$venv/bin/pyside6-lrelease" "$words" -qm "$compiled.$$"; then
                fail "The translations in $words could not be compiled; correct the file, then start again."
            fi
            mv -f "$compiled.$$" "$compiled"
        fi
    done
}
