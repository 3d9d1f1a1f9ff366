"""What an endpoint turns out to take: the response format and the parameters, learned once and kept for the run."""

from dataclasses import dataclass, field, replace

from pipeline.model.errors import EndpointError, Fault
from pipeline.model.protocol import Completion, Request, Step
from pipeline.model.unwrap import CutOffError, NoDocumentError, document, without_thought

_IGNORED = 2  # answers in a row that are no JSON at all before a format counts as ignored


@dataclass(frozen=True, slots=True)
class Form:
    """How a request is put: the response format and the parameters left out."""

    step: Step
    dropped: frozenset[str] = frozenset()


@dataclass(slots=True)
class Negotiation:
    """Steps down when an endpoint rejects or ignores a format, drops a parameter it rejects; `events` tell the story.

    A 400 that names nothing is answered by trying the next format once: if that works, it is kept.
    """

    steps: tuple[Step, ...]
    form: Form = field(init=False)
    events: list[str] = field(default_factory=list)
    _ignored: int = 0

    def __post_init__(self) -> None:
        """Begin with the best format."""
        self.form = Form(self.steps[0])

    def other(self, error: EndpointError, tried: Form, request: Request) -> Form | None:
        """The form to try after `error`; None when another form would not help.

        Many workers are turned down at once, so what counts is the form each of them tried.
        """
        if error.fault is Fault.PARAMETER_REJECTED and error.parameter and error.parameter not in tried.dropped:
            return replace(tried, dropped=tried.dropped | {error.parameter})
        if error.fault in {Fault.FORMAT_REJECTED, Fault.BAD_REQUEST} and request.schema is not None:
            below = self.steps[self.steps.index(tried.step) + 1 :]
            return replace(tried, step=below[0]) if below else None
        return None

    def settle(self, form: Form, completion: Completion, request: Request) -> None:
        """Keep `form`, which was answered; note an answer that ignores its format."""
        if form != self.form and self._lower(form):
            self._adopt(form, "the endpoint rejects what was asked before")
        if request.schema is not None and form.step == self.form.step != "text":
            self._watch(completion)

    def _watch(self, completion: Completion) -> None:
        self._ignored = self._ignored + 1 if _ignores(completion) else 0
        below = self.steps[self.steps.index(self.form.step) + 1 :]
        if self._ignored >= _IGNORED and below:
            self._adopt(replace(self.form, step=below[0]), f"{self.form.step} is taken and ignored")

    def _lower(self, form: Form) -> bool:
        deeper = self.steps.index(form.step) - self.steps.index(self.form.step)
        return deeper > 0 or (deeper == 0 and form.dropped > self.form.dropped)

    def _adopt(self, form: Form, why: str) -> None:
        left_out = f", without {', '.join(sorted(form.dropped))}" if form.dropped else ""
        self.events.append(f"{self.form.step} → {form.step}{left_out}: {why}")
        self.form, self._ignored = form, 0


def _ignores(completion: Completion) -> bool:
    text = without_thought(completion.text)[0]
    if not text.strip():
        return False
    try:
        return document(text).wrapping == "prose"
    except CutOffError:
        return False
    except NoDocumentError:
        return True
