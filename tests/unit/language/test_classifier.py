import pytest

from graphbuild.errors import GraphbuildError
from graphbuild.language.classifier import Classifier, classifier

MODEL = Classifier(("down", "same", "up"), {"bias": (0.5, 0.0), "rose": (0.0, 3.0), "fell": (-3.0, -3.0)})


@pytest.mark.parametrize(("features", "best"), [(["rose"], "up"), (["fell"], "down"), ([], "same"), (["odd"], "same")])
def test_the_most_probable_class_follows_the_features(features, best):
    chances = MODEL.probabilities(features)
    assert max(chances, key=chances.get) == best
    assert sum(chances.values()) == pytest.approx(1.0)


def test_huge_weights_stay_finite():
    chances = Classifier(("no", "yes"), {"big": (5000.0,)}).probabilities(["big"])
    assert chances == {"no": 0.0, "yes": 1.0}


@pytest.mark.parametrize("features", [["a", "b", "c"], ["c", "a", "b"], {"b", "a", "c"}])
def test_the_chance_of_the_second_class_does_not_depend_on_the_order_of_features(features):
    model = Classifier(("no", "yes"), {"bias": (-0.3,), "a": (0.1,), "b": (0.7,), "c": (-0.0001,)})
    assert model.chance(features) == pytest.approx(model.probabilities(["a", "b", "c"])["yes"], rel=1e-12)
    assert model.chance(features) == model.chance(["a", "b", "c"])


def test_an_unknown_model_is_an_error():
    with pytest.raises(GraphbuildError, match="no model 'no-such'"):
        classifier("no-such")
