"""The people told in full: the four stories of the demonstration."""

from typing import Final

from entrenous.ops.demo import story_h1, story_h2, story_h3, story_h5
from entrenous.ops.demo.shapes import Story

STORIES: Final[tuple[Story, ...]] = (
    story_h1.STORY,
    story_h2.STORY,
    story_h3.STORY,
    story_h5.STORY,
)
