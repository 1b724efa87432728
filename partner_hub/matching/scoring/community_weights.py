"""A community's own weights: the global ones times one factor a channel, learnt from what its committee chose.

Conditional logit, as in benchmarks/lessons.py, with a Gaussian prior that keeps every factor at 1 until choices
say otherwise (maximum a posteriori). A factor says what a channel counts against the others: how plainly this community
chooses at all is a parameter of its own, and the usual chosen pair keeps its sum, so that 50 stays the middle.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from partner_hub.matching.scoring.ngrams import FloatArray
from partner_hub.matching.scoring.weights import RankingWeights

# With fewer choices nothing is learnt.
MIN_CHOICES: Final = 20
LEAST_FACTOR, MOST_FACTOR = 0.7, 1.4
# Standard deviation of a factor before anything was chosen.
PRIOR_SPREAD: Final = 0.15
# How far the sum of the usual chosen pair may move, as a part of it: hardly.
SCALE_SPREAD: Final = 0.002
# How much plainer or vaguer than the labelled sets a community may choose, as a factor of all weights, and its prior.
LEAST_PLAIN, MOST_PLAIN, PLAIN_SPREAD = 0.5, 2.0, 0.5

BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Choice:
    """Offerings among which one need's were chosen: offerings x channels in the order of the weights' channels.

    `preferred` are those that should stand in front, `weight` is how much the choice counts.
    """

    similarities: FloatArray
    preferred: BoolArray
    weight: float = 1.0


def with_factors(weights: RankingWeights, factors: Mapping[str, float]) -> RankingWeights:
    """Channels without a factor count as before; a factor out of bounds is cut off, one of no channel left out."""
    bounded = {name: min(max(factors.get(name, 1.0), LEAST_FACTOR), MOST_FACTOR) for name in weights.channels}
    channels = {name: each * bounded[name] for name, each in weights.channels.items()}
    return replace(weights, channels=channels, factors={name: each for name, each in bounded.items() if each != 1})


def learn_factors(weights: RankingWeights, choices: Sequence[Choice]) -> dict[str, float]:
    """Channel -> what it counts here, between LEAST_FACTOR and MOST_FACTOR; {} from too few choices.

    A choice in which all or none are preferred tells nothing and is not counted.
    """
    telling = [each for each in choices if each.preferred.any() and not each.preferred.all()]
    if len(telling) < MIN_CHOICES:
        return {}
    scale = np.array(list(weights.channels.values()))
    rows = [replace(each, similarities=each.similarities * scale) for each in telling]
    bounds = [(LEAST_FACTOR, MOST_FACTOR)] * len(scale) + [(LEAST_PLAIN, MOST_PLAIN)]
    found = _likeliest_parameters(rows, bounds)
    return {name: round(float(each), 4) for name, each in zip(weights.channels, found, strict=False)}


def _likeliest_parameters(choices: Sequence[Choice], bounds: Sequence[tuple[float, float]]) -> FloatArray:
    from scipy.optimize import minimize  # noqa: PLC0415 - see load_ranking

    start, arguments = np.ones(len(bounds)), (choices, _shares_of_usual_sum(choices))
    found = minimize(_penalised_loss, start, arguments, jac=True, method="L-BFGS-B", bounds=bounds)
    return np.asarray(found.x)


def _shares_of_usual_sum(choices: Sequence[Choice]) -> FloatArray:
    """Each channel's share of the sum of the usual preferred offering."""
    usual = np.mean([each.similarities[each.preferred].mean(axis=0) for each in choices], axis=0)
    return np.asarray(usual / (usual.sum() or 1.0))


def _penalised_loss(parameters: FloatArray, choices: Sequence[Choice], shares: FloatArray) -> tuple[float, FloatArray]:
    """Minus the logarithm of the posterior, and its gradient: the factors, then how plainly is chosen."""
    factors, plain = parameters[:-1], parameters[-1]
    loss, slope = _prior_loss(parameters, shares)
    for each in choices:
        total = each.similarities @ factors
        chance = np.exp(plain * (total - total.max()))
        chance /= chance.sum()
        right = chance[each.preferred].sum()
        pull = chance - np.where(each.preferred, chance / right, 0.0)
        loss -= each.weight * float(np.log(right))
        slope += each.weight * np.append(plain * (pull @ each.similarities), pull @ total)
    return loss, slope


def _prior_loss(parameters: FloatArray, shares: FloatArray) -> tuple[float, FloatArray]:
    """Of factors away from 1, and of another sum for the usual preferred offering."""
    away = parameters - 1
    spreads = np.append(np.full(len(shares), PRIOR_SPREAD), PLAIN_SPREAD)
    other_sum = float(shares @ away[:-1]) / SCALE_SPREAD
    loss = float((away / spreads) @ (away / spreads)) / 2 + other_sum**2 / 2
    return loss, away / spreads**2 + np.append(shares * (other_sum / SCALE_SPREAD), 0.0)
