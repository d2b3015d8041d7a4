"""From an application to an exit: apply, decide, enrol, suspend, end, with its papers."""
