"""What stops us: errors are sentences that say what to do, each class with its exit code."""


class JianbaoError(Exception):
    """Base of every error a command prints as one line; `exit_code` as in the README."""

    exit_code = 2


class InputError(JianbaoError):
    """A file, folder or draft that cannot be read or is no report."""


class OutputError(JianbaoError):
    """A result that cannot be written: the disk is full, the folder read-only or taken. It ends the run."""


class SettingsError(JianbaoError):
    """A setting, flag or combination of them that cannot work."""


class ProviderError(JianbaoError):
    """The language model, or what stands in for it, did not answer."""

    exit_code = 3


class RunStoppedError(ProviderError):
    """Nothing more can be asked in this run: budget spent, key refused, recording missing, answers still pending.

    A single call's `ProviderError` becomes a fallback in the result; this one ends the run, with what is done kept.
    """
