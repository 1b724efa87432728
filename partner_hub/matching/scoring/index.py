"""An index of offerings: ranks them for a need, ranks needs for one of them, explains and excludes pairs."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import numpy as np
import numpy.typing as npt

from partner_hub.matching.scoring.audiences import ANY_AGE
from partner_hub.matching.scoring.feature_rows import NeedFeatures, OfferingRows
from partner_hub.matching.scoring.features import need_features, offering_rows
from partner_hub.matching.scoring.ngrams import FloatArray, IntArray
from partner_hub.matching.scoring.reasons import Given, Reasons
from partner_hub.matching.scoring.records import Exclusion, NeedText, OfferingText, Suggestion
from partner_hub.matching.scoring.similarity_channels import OfferingMatrices
from partner_hub.matching.scoring.sparse import SparseRow
from partner_hub.matching.scoring.weights import RankingWeights, load_weights

# Needs that are compared at a time, so that 16,000 offerings need little memory.
NEEDS_PER_CHUNK: Final = 100
NO_IDS: Final[Collection[int]] = ()

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Index:
    """Immutable: `changed` gives a new one, which shares what stays the same.

    All but `offerings` is in the order of `ids`; `begins` and `ends` are ordinals of the first and last days.
    `weights` are what each channel counts: the global ones until `weighed` gives it a community's own.
    """

    offerings: Mapping[int, OfferingText]
    features: OfferingRows
    ids: IntArray
    begins: IntArray
    ends: IntArray
    matrices: OfferingMatrices
    weights: RankingWeights

    @staticmethod
    def of(offerings: Collection[OfferingText]) -> "Index":
        by_id = {each.id: each for each in offerings}
        known = [by_id[number] for number in sorted(by_id)]
        return _build_index(known, offering_rows(known), load_weights())

    def changed(self, offerings: Collection[OfferingText], gone: Collection[int] = NO_IDS) -> "Index":
        """With these offerings new or rewritten and those ids left out; only the new texts are read."""
        left_out = set(gone)
        news = {each.id: each for each in offerings if self.offerings.get(each.id) != each and each.id not in left_out}
        kept = np.flatnonzero(~np.isin(self.ids, [*news, *left_out]))
        joined = OfferingRows.joined([self.features.taken(kept), offering_rows(list(news.values()))])
        known = [*(self.offerings[number] for number in self.ids[kept].tolist()), *news.values()]
        order = np.argsort([each.id for each in known])
        return _build_index([known[place] for place in order.tolist()], joined.taken(order), self.weights)

    def weighed(self, weights: RankingWeights) -> "Index":
        return self if weights == self.weights else replace(self, weights=weights)

    def narrowed(self, offering_ids: Collection[int]) -> "Index":
        """Only these offerings, with the same scores as among all; ids that are not there are left out."""
        places = np.flatnonzero(np.isin(self.ids, list(offering_ids)))
        return replace(
            self,
            offerings={number: self.offerings[number] for number in self.ids[places].tolist()},
            features=self.features.taken(places),
            ids=self.ids[places],
            begins=self.begins[places],
            ends=self.ends[places],
            matrices=self.matrices.narrowed(places),
        )

    def rank(self, need: NeedText, day: date, top: int, without: Collection[int] = NO_IDS) -> list[Suggestion]:
        """The best `top` offerings with their reasons; `without` are ids that are full or were dismissed."""
        features = need_features(need)
        channels = self.matrices.similarities([features])
        score = self._scores([features], channels)[0]
        score[~self._may_serve(features, day) | np.isin(self.ids, list(without))] = -1.0
        best = _best_places(score, self.ids, top)
        reasons = Reasons(need, self.matrices)
        return [self._suggestion(reasons, channels, score, place) for place in best]

    def rank_excluded(
        self, need: NeedText, day: date, top: int, without: Collection[int] = NO_IDS
    ) -> list[tuple[Suggestion, Exclusion | None]]:
        """The best of those that `rank` leaves out, each with why; None for one of `without` that could serve."""
        features = need_features(need)
        channels = self.matrices.similarities([features])
        score = self._scores([features], channels)[0]
        open_ones = self._may_serve(features, day) & ~np.isin(self.ids, list(without))
        best = _best_places(np.where(open_ones, -1.0, score), self.ids, top)
        reasons = Reasons(need, self.matrices)
        suggested = [self._suggestion(reasons, channels, score, place) for place in best]
        return [(each, self.excluded(need, each.offering_id, day)) for each in suggested]

    def rank_all(
        self,
        needs: Sequence[NeedText],
        day: date,
        top: int,
        full: Collection[int] = NO_IDS,
        dismissed: Mapping[int, Collection[int]] | None = None,
    ) -> dict[int, list[Suggestion]]:
        """Need id -> its best `top` offerings, without reasons: `explained` gives those of one pair."""
        ranked: dict[int, list[Suggestion]] = {}
        for need, score in self._each_score(needs, day):
            score[np.isin(self.ids, [*full, *(dismissed or {}).get(need.id, ())])] = -1.0
            best = _best_places(score, self.ids, top)
            ranked[need.id] = [Suggestion(need.id, int(self.ids[each]), float(score[each])) for each in best]
        return ranked

    def rank_needs(
        self, offering_id: int, needs: Sequence[NeedText], day: date, top: int, without: Collection[int] = NO_IDS
    ) -> list[Suggestion]:
        """The needs that one offering serves best, with the same scores as `rank`; `without` are ids of needs."""
        asked = [need for need in needs if need.id not in set(without)]
        place = self._place(offering_id)
        score = np.array([each[place] for _, each in self._each_score(asked, day)])
        best = _best_places(score, np.array([need.id for need in asked], dtype=np.int64), top)
        return [self.explained(asked[each], offering_id) for each in best]

    def explained(self, need: NeedText, offering_id: int) -> Suggestion:
        """One pair with its reasons, whether or not something excludes it. Raises KeyError for an unknown offering."""
        features = need_features(need)
        channels = self.matrices.similarities([features])
        score = self._scores([features], channels)[0]
        return self._suggestion(Reasons(need, self.matrices), channels, score, self._place(offering_id))

    def channel_similarities(self, need: NeedText, offering_id: int) -> dict[str, float]:
        """One pair in each channel. Raises KeyError for an unknown offering."""
        place = self._place(offering_id)
        channels = self.matrices.similarities([need_features(need)])
        return {name: float(each[0, place]) for name, each in channels.items()}

    def similarities_on(self, need: NeedText, day: date) -> tuple[dict[str, FloatArray], Mask]:
        """Every offering in each channel, and whether it may serve the need on this day; in the order of `ids`."""
        features = need_features(need)
        channels = self.matrices.similarities([features])
        return {name: each[0] for name, each in channels.items()}, self._may_serve(features, day)

    def excluded(self, need: NeedText, offering_id: int, day: date) -> Exclusion | None:
        """Why this pair is never suggested on this day."""
        place, ordinal = self._place(offering_id), day.toordinal()
        if self.ends[place] < ordinal:
            return Exclusion.OUT_OF_DATE
        if self.begins[place] > ordinal:
            return Exclusion.NOT_BEGUN
        return None if self._may_serve(need_features(need), day)[place] else Exclusion.WRONG_AGE

    def _place(self, offering_id: int) -> int:
        place = int(np.searchsorted(self.ids, offering_id))
        if place == len(self.ids) or self.ids[place] != offering_id:
            raise KeyError(offering_id)
        return place

    def _each_score(self, needs: Sequence[NeedText], day: date) -> Iterator[tuple[NeedText, FloatArray]]:
        """Every need with its row of scores, -1 where the offering cannot serve it."""
        for start in range(0, len(needs), NEEDS_PER_CHUNK):
            chunk = needs[start : start + NEEDS_PER_CHUNK]
            features = [need_features(need) for need in chunk]
            scores = self._scores(features, self.matrices.similarities(features))
            for need, each, score in zip(chunk, features, scores, strict=True):
                score[~self._may_serve(each, day)] = -1.0
                yield need, score

    def nearest_offerings(self, needs: Sequence[NeedText], most: int) -> list[SparseRow]:
        """For each need the places of the offerings that fit it best, whenever they run; the best weighs 1.

        By the global weights: what a community chooses says nothing about whether two needs are one.
        """
        found: list[SparseRow] = []
        for start in range(0, len(needs), NEEDS_PER_CHUNK):
            totals = load_weights().sums(
                self.matrices.similarities([need_features(need) for need in needs[start : start + NEEDS_PER_CHUNK]])
            )
            found += [_nearest_row(total, most) for total in totals]
        return found

    def _scores(self, needs: Sequence[NeedFeatures], channels: Mapping[str, FloatArray]) -> FloatArray:
        """A need that only higher places can meet scores less throughout, in the same order."""
        beyond = np.array([each.beyond_reach for each in needs])
        return self.weights.calibrated(self.weights.sums(channels) - self.weights.beyond * beyond[:, None])

    def _may_serve(self, need: NeedFeatures, day: date) -> Mask:
        ordinal = day.toordinal()
        fits = (self.begins <= ordinal) & (self.ends >= ordinal)
        if need.age_group != ANY_AGE:
            fits &= (self.features.age_groups == ANY_AGE) | (self.features.age_groups == need.age_group)
        return fits

    def _suggestion(
        self, reasons: Reasons, channels: Mapping[str, FloatArray], score: FloatArray, place: int
    ) -> Suggestion:
        offering = self.offerings[int(self.ids[place])]
        similarities = {name: float(each[0, place]) for name, each in channels.items()}
        given = Given(offering, self.features.of_place(place), similarities)
        found = reasons.of_score(given, self.weights.points(similarities), float(score[place]))
        return Suggestion(reasons.need.id, offering.id, float(score[place]), found)


def load_ranking() -> None:
    """For a server, before the first visitor wants suggestions: SciPy, the thesaurus and what follows from it."""
    Index.of(()).rank_all([NeedText(0, "")], date.min, top=1)


def _build_index(known: Sequence[OfferingText], features: OfferingRows, weights: RankingWeights) -> Index:
    """All in ascending order of the ids."""
    begins = [(each.valid_from or date.min).toordinal() for each in known]
    ends = [(each.valid_to or date.max).toordinal() for each in known]
    return Index(
        {each.id: each for each in known},
        features,
        np.array([each.id for each in known], dtype=np.int64),
        np.array(begins, dtype=np.int64),
        np.array(ends, dtype=np.int64),
        OfferingMatrices.of(features),
        weights,
    )


def _nearest_row(total: FloatArray, most: int) -> SparseRow:
    places = np.sort(np.argsort(-total, kind="stable")[:most])
    return SparseRow(places.astype(np.int32), np.exp(load_weights().slope * (total[places] - total.max(initial=0.0))))


def _best_places(score: FloatArray, ids: IntArray, top: int) -> list[int]:
    """The places of the best scores, ties by id; what is excluded has a score below 0."""
    places = np.flatnonzero(score >= 0)
    if top < 1 or not len(places):
        return []
    if len(places) > top:
        least = np.partition(score[places], len(places) - top)[len(places) - top]
        places = places[score[places] >= least]
    order = np.lexsort((ids[places], -score[places]))
    return [int(each) for each in places[order[:top]]]
