import pytest
from hypothesis import given
from hypothesis import strategies as st

from entrenous.vault.inclusion import audit_path, root_from
from entrenous.vault.journal import merkle_root
from entrenous.vault.primitives import NotOpened

LEAVES = st.lists(st.binary(max_size=12), min_size=1, max_size=40)


@given(LEAVES, st.data())
def test_each_leaf_leads_to_the_root_by_its_path(leaves: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    path = audit_path(leaves, index)
    root = root_from(leaves[index], index=index, size=len(leaves), path=path)
    assert root == merkle_root(leaves)


@given(st.integers(2, 40), st.data())
def test_no_other_leaf_place_size_or_path_leads_there(size: int, data: st.DataObject) -> None:
    leaves = [b"%d" % i for i in range(size)]
    index = data.draw(st.integers(0, size - 1))
    root, path = merkle_root(leaves), audit_path(leaves, index)
    assert root_from(b"autre", index=index, size=size, path=path) != root
    for other in {index ^ 1, 0, size - 1} - {index}:
        try:
            assert root_from(leaves[index], index=other, size=size, path=path) != root
        except NotOpened:
            continue
    for changed in (path[:-1], [*path, bytes(32)]):
        with pytest.raises(NotOpened):
            root_from(leaves[index], index=index, size=size, path=changed)
    with pytest.raises(NotOpened):
        root_from(leaves[index], index=size, size=size, path=path)


def test_a_leaf_that_is_not_there_has_no_path() -> None:
    with pytest.raises(ValueError, match="leaf"):
        audit_path([b"a"], 1)
