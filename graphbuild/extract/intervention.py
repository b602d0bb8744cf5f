"""What was given or what people were exposed to: names, types and roles."""

from collections.abc import Iterator, Sequence

from graphbuild.extract.allotted import allotted, is_thing
from graphbuild.extract.alongside import alongside, blind_kind
from graphbuild.extract.candidates import Candidate, Mention, candidates, skipping
from graphbuild.extract.institutions import heads
from graphbuild.extract.people import fold
from graphbuild.extract.regimen import Given, places, regimen
from graphbuild.extract.selection import Choice, Models, choose, overlap
from graphbuild.extract.slots.outline import outline
from graphbuild.extract.slots.treatments import DRUG, treatments
from graphbuild.extract.standing import is_foil, standing
from graphbuild.language.classifier import Classifier, classifier
from graphbuild.language.naming import group, is_blind, is_customary, listed, shape, stems
from graphbuild.language.phrases import WordClass, kind_of
from graphbuild.language.slug import slug
from graphbuild.model.codes import InterventionRole, InterventionType
from graphbuild.model.fact import Fact, Field
from graphbuild.model.text import Document, Span

THRESHOLD = 0.48
_MOST_ALIASES = 4
_MOST_READ = 20
_COUNTED = 0.7
_FOIL = 0.8
_KNOWN, _FORMS = 0.95, 0.9
_TESTED = 0.2
_TAKING = {"received", "receiving", "given", "got", "took", "taking", "underwent"}
_FORMED = {"drug", "biological", "device", "procedure", "behavioural", "dietary"}
_TYPES = {"other": InterventionType.OTHER}
_ROLES = {"background": InterventionRole.CONCOMITANT}


def extract(document: Document, found: tuple[Fact, ...]) -> Iterator[Fact]:
    """Gives the facts of this family; where an abstract has details, those that it states."""
    made = outline(document)
    if made.single(DRUG):
        return treatments(document, made)
    counted = tuple(fact.span for fact in found if fact.field is Field.ARM_LABEL and isinstance(fact.span, Span))
    return interventions(document, counted=counted)


def interventions(
    document: Document, models: Models = classifier, threshold: float = THRESHOLD, counted: tuple[Span, ...] = ()
) -> Iterator[Fact]:
    """Gives the interventions and exposures of the study as the given models choose them.

    To them come those that groups of a known size were given, at the places of their labels.
    """
    given = []
    chosen = _one_blind(choose(document, "intervention", threshold, models))
    choices = (*chosen, *_of_groups(document, chosen, counted, models("intervention-name")))
    described = [
        (*choice.features, *standing(choice.candidate, [other.candidate for other in choices if other is not choice]))
        for choice in choices
    ]
    roles = _roles(choices, described, models)
    for choice, features, (role, of_role) in zip(choices, described, roles, strict=True):
        called = _called(document, choice.candidate)
        span = called.best.name.span
        name = " ".join(span.of(document.text).split())
        about, sure = slug(name), choice.probability
        kind, of_kind = _kind(choice.candidate, features, models)
        yield Fact(Field.INTERVENTION_NAME, name, span, "intervention/named", round(sure, 3), about)
        yield Fact(Field.INTERVENTION_TYPE, kind, span, "intervention/classed", round(of_kind * sure, 3), about)
        yield Fact(Field.INTERVENTION_ROLE, role, span, "intervention/classed", round(of_role * sure, 3), about)
        family = tuple(dict.fromkeys((*_family(document, called), *_family(document, choice.candidate))))
        alike = [one for one in family if one in (called, choice.candidate) or _says_as_much(one, choice.candidate)]
        yield from _aliases(document, alike, name, about)
        spans = [mention.name.span for one in family for mention in one.mentions]
        given.append(Given(about, kind, role, places(spans)))
    yield from regimen(document, given)
    yield from alongside(document, [choice.candidate for choice in choices])


def _one_blind(chosen: Sequence[Choice]) -> tuple[Choice, ...]:
    """Leaves one of several names for what was given in place of the thing tested.

    A sham that is named for what it stands in for is left rather than placebo, placebo rather than a dummy.
    """
    blind = [choice for choice in chosen if is_blind(choice.candidate.key)]
    best = max(blind, key=lambda choice: _tells_blind(choice.candidate), default=None)
    return tuple(choice for choice in chosen if choice is best or choice not in blind)


def _tells_blind(one: Candidate) -> tuple[bool, bool, int]:
    return one.key[0] != "dummy", one.key != ("placebo",), len(one.mentions)


def _of_groups(
    document: Document, chosen: Sequence[Choice], counted: tuple[Span, ...], model: Classifier
) -> Iterator[Choice]:
    """Gives what a group was given that no chosen name covers: 47 got the drug, the others received massages."""
    allotments = allotted(document) if chosen else frozenset()
    known = [choice.candidate.key for choice in chosen]
    for one in candidates(document) if chosen else ():
        given = any(
            label.contains(mention.name.span) and _was_given(mention) for mention in one.mentions for label in counted
        )
        if not given and any(mention.name.span in allotments for mention in one.mentions):
            given = is_thing(one, model.chance(one.features))
        if given and not any(overlap(one.key, key) or (is_blind(one.key) and is_blind(key)) for key in known):
            known.append(one.key)
            yield Choice(one, _COUNTED, one.features)


def _was_given(mention: Mention) -> bool:
    before = skipping(mention.words[max(0, mention.name.first - 4) : mention.name.first])
    return bool(before) and before[-1] in _TAKING


def _family(document: Document, kept: Candidate) -> Iterator[Candidate]:
    """Gives a candidate and the fuller names that hold all of its words, but for institutions and conditions."""
    yield kept
    for one in candidates(document):
        added = tuple(word for word in one.key if word not in kept.key)
        if added and set(kept.key) < set(one.key) and not _is_of_another_kind(one, added):
            yield one


def _says_as_much(one: Candidate, kept: Candidate) -> bool:
    """Tells a fuller name from one that goes on to another thing (aspirin sales) or to what it does (aspirin blocks).

    Behind the kept words may stand what they are given as, before them what qualifies them.
    """
    words = one.best.name.words
    mine = {*kept.key, *(part for mention in kept.mentions[:_MOST_READ] for part in stems(mention.name.words))}
    own = [place for place, word in enumerate(words) if not mine.isdisjoint(stems((word,)))]
    if not own:  # a short form
        return all(_qualifies(word) for word in words[:-1])
    ahead, behind = words[: own[0]], words[own[-1] + 1 :]
    return all(_qualifies(word) for word in ahead) and all(_is_form(word) for word in behind)


def _qualifies(word: str) -> bool:
    doing = word.endswith("ing") and shape((word,)) is None and word not in group("consuming")
    return not doing and word not in group("comparative") and kind_of(word) is not WordClass.PEOPLE


def _is_form(word: str) -> bool:
    form = shape((word,))
    known = form is not None and form.how == "head" and form.code in _FORMED | {"other"}
    return known or word in group("soft") | group("form") | group("consuming")


def _is_of_another_kind(one: Candidate, added: tuple[str, ...]) -> bool:
    """Tells whether a fuller name is that of an institution or a sham, or holds a condition as well: MS simvastatin."""
    known = listed(added, "conditions")
    if is_blind(added):
        return True
    return fold(one.best.name.words[-1]) in heads() or (known is not None and known.how == "full")


def _likeliest(model: Classifier, features: tuple[str, ...]) -> tuple[str, float]:
    chances = model.probabilities(features)
    best = max(chances, key=lambda name: chances[name])
    return best, chances[best]


def _kind(one: Candidate, features: tuple[str, ...], models: Models) -> tuple[InterventionType, float]:
    """Gives the type that lexicons know for the name or its last words, else the one that the model finds likeliest."""
    if is_blind(one.best.name.words):
        return blind_kind(one.best.name.words), _KNOWN
    for words in (one.best.name.words, one.key):
        known = listed(words, "interventions")
        if known is not None and known.how != "within" and known.code != "other":
            return InterventionType(known.code), _KNOWN
    if one.best.name.words[-1] in group("taught"):
        return InterventionType.BEHAVIOURAL, _KNOWN
    form = shape(one.key)
    if form is not None and form.code in _FORMED:
        return InterventionType(form.code), _FORMS
    name, chance = _likeliest(models("intervention-type"), features)
    return _TYPES.get(name) or InterventionType(name), chance


def _roles(
    choices: Sequence[Choice], described: Sequence[tuple[str, ...]], models: Models
) -> list[tuple[InterventionRole, float]]:
    """Gives the likeliest role of each; where none is tested, whichever is likeliest to be tested is."""
    chances = [
        _role_chances(choice.candidate, features, models) for choice, features in zip(choices, described, strict=True)
    ]
    found = [max(each.items(), key=lambda item: item[1]) for each in chances]
    tested = InterventionRole.EXPERIMENTAL
    experimental = [choice.candidate for choice, (role, _) in zip(choices, found, strict=True) if role is tested]
    for index, choice in enumerate(choices):
        others = [one for one in experimental if one is not choice.candidate]
        if found[index][0] is tested and is_foil(choice.candidate, others):
            found[index] = (InterventionRole.COMPARATOR, _FOIL)
    if found and all(role is not tested for role, _ in found):
        best = max(range(len(found)), key=lambda index: chances[index].get(tested, 0.0))
        if chances[best].get(tested, 0.0) >= _TESTED:
            found[best] = (tested, chances[best][tested])
    return found


def _role_chances(one: Candidate, features: tuple[str, ...], models: Models) -> dict[InterventionRole, float]:
    if is_blind(one.key):
        return {InterventionRole.PLACEBO: _KNOWN}
    if group("share").issuperset(one.key):  # the control
        return {InterventionRole.COMPARATOR: _KNOWN}
    given = models("intervention-role").probabilities(features)
    chances = {_ROLES.get(name) or InterventionRole(name): chance for name, chance in sorted(given.items())}
    if is_customary(one.key):
        chances.pop(InterventionRole.EXPERIMENTAL, None)
    return chances


def _called(document: Document, chosen: Candidate) -> Candidate:
    """Gives the candidate that names the thing itself where the chosen one names the giving of it.

    Injections of cells are called by the fuller name of the cells, if the text has it as often.
    """
    act = chosen.best.name.words[-1]
    thing = set(chosen.key) - set(stems((act,)))
    if not thing or act not in group("form"):
        return chosen
    fuller = [one for one in candidates(document) if thing < set(one.key) and len(one.mentions) >= len(chosen.mentions)]
    return max(fuller, key=lambda one: len(one.mentions), default=chosen)


def _aliases(document: Document, family: Sequence[Candidate], name: str, about: str) -> Iterator[Fact]:
    """Gives the other wordings of the same name, then fuller names that hold all of its words."""
    said = {name.casefold()}
    for one in family:
        for mention in one.mentions:
            span = _unowned(document, mention.name.span)
            words = " ".join(span.of(document.text).split())
            if words.casefold() not in said and len(said) <= _MOST_ALIASES:
                said.add(words.casefold())
                yield Fact(Field.INTERVENTION_ALIAS, words, span, "intervention/alias", 0.8, about)


def _unowned(document: Document, span: Span) -> Span:
    """Gives a place without the ending of the possessive: aspirin's."""
    exact = span.of(document.text)
    return Span(span.start, span.end - 2) if exact[-2:] in {"'s", "\u2019s"} and len(exact) > len("'s") else span
