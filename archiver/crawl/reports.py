"""The report on a run: what it brought, and what is wrong with it."""

import logging
from collections.abc import Sequence

from archiver.crawl.alarms import drift_line
from archiver.crawl.desk import Desk
from archiver.crawl.ledger import Ledger
from archiver.crawl.options import RunReport, Target
from archiver.model.errors import ArchiverError
from archiver.model.stats import Trend
from archiver.model.visit import Outcome

logger = logging.getLogger(__name__)

INTERRUPTED = 130


def report_of(desk: Desk, ledger: Ledger, *, seconds: float) -> RunReport:
    """End the run in the archive and report on it."""
    problems = list(problems_of(desk))
    status = status_of(desk, problems)
    drift: Sequence[Trend] = ()
    try:
        if desk.refusal is None:
            drift = ledger.drifts(desk.target.name)
            ledger.end_run(
                desk.run_id,
                status="interrupted" if status == "interrupted" else ("failed" if problems else "done"),
                requests=desk.budget.requests,
                articles_seen=desk.tally.articles,
                pages_per_second=round(sum(desk.tally.counts.values()) / seconds, 2) if seconds > 0 else None,
                warnings=[*problems, *map(drift_line, drift)],
            )
    except ArchiverError as problem:
        logger.error("the run's end cannot be written: %s", problem)  # noqa: TRY400  # the message says all
        desk.refusal = problem
        status = "refused"
        problems.append(str(problem))
    if desk.options.progress:
        desk.options.progress(desk.progress(done=True))
    return RunReport(
        site=desk.target.name,
        run_id=desk.run_id,
        status=status,
        counts=desk.tally.snapshot(),
        reasons=dict(desk.tally.reasons),
        requests=desk.budget.requests,
        articles=desk.tally.articles,
        minimum=desk.target.site.at_least,
        seconds=seconds,
        drift=tuple(drift),
        problems=tuple(problems),
        exit_status=exit_status_of(desk, status, problems),
    )


def problems_of(desk: Desk) -> Sequence[str]:
    """What is wrong with a run, for people."""
    problems = []
    if desk.refusal:
        problems.append(str(desk.refusal))
    if desk.faults:
        problems.append(f"{len(desk.faults)} faults in the crawler itself, the first: {desk.faults[0]}")
    problems += [f"set aside: {host}" for host in desk.waits.hosts()]
    problems += [f"robots.txt cannot be had, so nothing was asked: {origin}" for origin in sorted(desk.closed)]
    lost = desk.tally.lost()
    if lost:
        reasons = ", ".join(
            f"{key} ×{count}" for key, count in sorted(desk.tally.reasons.items()) if key[:6] == "failed"
        )
        problems.append(f"{lost} pages failed ({reasons}); `archiver errors` names them")
    minimum = desk.target.site.at_least
    limited = desk.stopped in ("enough", "interrupted") or desk.options.since is not None
    seen = max(desk.tally.articles, desk.tally.named)
    if seen < minimum and not desk.tally.quiet and not limited and not desk.refusal:
        problems.append(f"only {seen} articles seen, at least {minimum} expected")
    if desk.tally.counts and set(desk.tally.counts) <= {Outcome.REFUSED.value, Outcome.FAILED.value}:
        problems.append(f"nothing was fetched ({', '.join(sorted(desk.tally.reasons))})")
    return problems


def status_of(desk: Desk, problems: Sequence[str]) -> str:
    """done, failed, interrupted or refused."""
    if desk.refusal:
        return "refused"
    if desk.stopped == "interrupted":
        return "interrupted"
    return "failed" if problems else "done"


def exit_status_of(desk: Desk, status: str, problems: Sequence[str]) -> int:
    """What the command line ends with for this run (contract, exit status)."""
    if desk.refusal:
        return desk.refusal.exit_status
    if status == "interrupted":
        return INTERRUPTED
    return 1 if problems else 0


def report_refused(target: Target, problem: ArchiverError) -> RunReport:
    """The report on a run that could not be begun."""
    return RunReport(
        site=target.name,
        run_id=None,
        status="refused",
        problems=(str(problem),),
        minimum=target.site.at_least,
        exit_status=problem.exit_status,
    )
