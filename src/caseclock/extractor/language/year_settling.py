"""Which year "13 February" is of, which month "the 13th" is of: from what stands around it."""

from datetime import date

from caseclock.extractor.language.calendar_days import add_months, valid


def settle_year(
    month: int,
    day: int | None,
    near: date,
    *,
    weekday: int | None = None,
    latest: date | None = None,
    exact: bool = True,
) -> int:
    """The year of a day (or, with `day` None, of a month) told near the date `near`.

    The year of `near` is taken as a rule; over the turn of a year the nearer one. A weekday that fits only one year
    decides. Nothing is put after `latest`. `exact` is False if `near` itself is only a month or year.
    """
    years = _candidates(month, day, near.year)
    if weekday is not None and day is not None:
        fitting = [year for year in years if date(year, month, day).weekday() == weekday]
        allowed = [year for year in fitting if latest is None or date(year, month, day) <= latest] or fitting
        close = [year for year in allowed if abs(year - near.year) <= 1] or allowed
        if close:
            return min(close, key=lambda year: abs((date(year, month, day) - near).days))
    year = near.year
    # December looks to the next January, January back to the last December
    distance = month - near.month
    if distance <= -9:
        year += 1
    elif distance >= 9:
        year -= 1
    if day is not None and not valid(year, month, day):
        year = min(years, key=lambda candidate: abs(candidate - near.year))
    first = date(year, month, day or 1)
    if latest is not None and first > latest:
        earlier = [candidate for candidate in years if date(candidate, month, day or 1) <= latest]
        year = max(earlier) if earlier else year
    return year


def _candidates(month: int, day: int | None, year: int) -> list[int]:
    """Years around `year` that have the day."""
    span = range(max(1, year - 6), min(9999, year + 6) + 1)
    return [candidate for candidate in span if day is None or valid(candidate, month, day)] or [year]


def settle_month(
    day: int, near: date, *, weekday: int | None = None, latest: date | None = None, whole: bool = False
) -> date | None:
    """The date of "the 13th" told near `near`: the nearest such day, in the same month if `near` is a `whole` month."""
    found: list[date] = []
    for step in (0, -1, 1, -2, 2, -3, 3) if weekday is not None else (0, -1, 1):
        month = add_months(near.replace(day=1), step)
        if valid(month.year, month.month, day):
            candidate = month.replace(day=day)
            if weekday is None or candidate.weekday() == weekday:
                found.append(candidate)
    if not found:
        return settle_month(day, near, latest=latest, whole=whole) if weekday is not None else None
    past = [candidate for candidate in found if latest is None or candidate <= latest]
    if whole and (past or found)[0].month == near.month and weekday is None:
        return (past or found)[0]
    return min(past or found, key=lambda candidate: abs((candidate - near).days))
