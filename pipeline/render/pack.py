"""Office files are zips; packed again with fixed dates the same content is the same bytes."""

import io
import zipfile
from collections.abc import Mapping

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say


def repack(archive: bytes, parts: Mapping[str, bytes]) -> bytes:
    """`archive` with fixed dates, and with `parts` in place of its own of those names."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, parts.get(name) or old.read(name))
    return packed.getvalue()
