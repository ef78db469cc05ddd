"""How a cluster is reached without a key that could be stolen: GitHub says who comes, for some minutes.

    python -m deploy.release.cluster configure cluster.json   # what `kubectl` reads, if KUBECONFIG names it
    python -m deploy.release.cluster token                    # what `kubectl` then asks for, by itself

The file has no secret in it. It says where the API server is (CLUSTER_SERVER), by which certificate authority
it is known (CLUSTER_CA), and that this program says who comes. A token is asked for as often as `kubectl`
wants one, since a release takes longer than a token lives.
"""

import argparse
import base64
import binascii
import json
import os
import re
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from deploy.release.errors import Wrong

ROOT = Path(__file__).resolve().parents[2]
SERVER = re.compile(r"https://[A-Za-z0-9.-]+(:[0-9]{1,5})?")
PEM = re.compile(r"\s*(-----BEGIN CERTIFICATE-----\n[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----\s*)+")
CREDENTIAL = "client.authentication.k8s.io/v1"
PATIENCE = 20.0  # seconds that GitHub may take


def server(variables: Mapping[str, str]) -> str:
    """The API server's address. It is also whom a token is for: staging's is worth nothing in production.

    Raises:
        Wrong: it is none.
    """
    told = variables.get("CLUSTER_SERVER", "")
    if SERVER.fullmatch(told):
        return told
    raise Wrong(
        "CLUSTER_SERVER is no address of a cluster.",
        found=f"`{told}`." if told else "nothing.",
        do="set it to https:// and the API server's name, with its port and without a path.",
    )


def authority(variables: Mapping[str, str]) -> str:
    """By which certificates the API server is known, as `kubectl` wants them.

    Raises:
        Wrong: they are none.
    """
    told = variables.get("CLUSTER_CA", "")
    if PEM.fullmatch(told + "\n"):
        return base64.b64encode(told.strip().encode() + b"\n").decode()
    raise Wrong(
        "CLUSTER_CA is no certificate.",
        found="nothing." if not told else f"{len(told)} characters that are not PEM.",
        do="set it to the text of the cluster's certificate authority, from -----BEGIN CERTIFICATE----- on.",
    )


def configuration(variables: Mapping[str, str]) -> dict[str, Any]:
    """What `kubectl` has to know.

    Raises:
        Wrong: something is missing.
    """
    program = {
        "apiVersion": CREDENTIAL,
        "command": sys.executable,
        "args": ["-m", "deploy.release.cluster", "token"],
        "env": [
            {"name": "PYTHONPATH", "value": str(ROOT)},
            {"name": "CLUSTER_SERVER", "value": server(variables)},
        ],
        "interactiveMode": "Never",
    }
    cluster = {"server": server(variables), "certificate-authority-data": authority(variables)}
    return {
        "apiVersion": "v1",
        "kind": "Config",
        "clusters": [{"name": "shop", "cluster": cluster}],
        "users": [{"name": "release", "user": {"exec": program}}],
        "contexts": [{"name": "shop", "context": {"cluster": "shop", "user": "release"}}],
        "current-context": "shop",
    }


def credential(variables: Mapping[str, str]) -> dict[str, Any]:
    """Have GitHub say who this job is; gives it as `kubectl` wants it.

    Raises:
        Wrong: this is no job that may ask, or GitHub did not say it.
    """
    asked = [variables.get(f"ACTIONS_ID_TOKEN_REQUEST_{word}", "") for word in ("URL", "TOKEN")]
    if not all(asked):
        raise Wrong(
            "Nobody here says who comes.",
            found="no ACTIONS_ID_TOKEN_REQUEST_URL or no ACTIONS_ID_TOKEN_REQUEST_TOKEN.",
            do="run it in a job of GitHub's that has the permission `id-token: write`.",
        )
    token = ask(asked[0], asked[1], server(variables))
    status = {"token": token, "expirationTimestamp": expiry(token)}
    return {"apiVersion": CREDENTIAL, "kind": "ExecCredential", "status": status}


def ask(address: str, key: str, audience: str) -> str:
    """Fetch a token for an audience.

    Raises:
        Wrong: there was none.
    """
    url = f"{address}{'&' if '?' in address else '?'}{urlencode({'audience': audience})}"
    # The address is that of the runner, which has set the variable.
    request = Request(url, headers={"Authorization": f"Bearer {key}"})  # noqa: S310
    try:
        with urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
            return str(json.load(answer)["value"])
    except (OSError, HTTPException, ValueError, KeyError, TypeError) as error:
        raise Wrong(
            "GitHub did not say who comes.",
            found=f"{type(error).__name__} {getattr(error, 'code', '')}".strip() + ".",
            do="try again; https://www.githubstatus.com says whether it is known there.",
        ) from error


def expiry(token: str) -> str:
    """Until when a token is good, as it says itself. Whether it is true, the cluster looks.

    Raises:
        Wrong: it is no token.
    """
    try:
        _, claims, _ = token.split(".")
        ends = json.loads(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))["exp"]
        return datetime.fromtimestamp(ends, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, KeyError, TypeError, binascii.Error) as error:
        raise Wrong(
            "GitHub gave no token.", found=f"{len(token)} characters.", do="look what changed there."
        ) from error


def main() -> int:
    """Do what the command line says; gives the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m deploy.release.cluster",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("configure", help="write what kubectl reads").add_argument("file", type=Path)
    verbs.add_parser("token", help="print who comes, for kubectl")
    asked = parser.parse_args()
    try:
        if asked.verb == "token":
            print(json.dumps(credential(os.environ)))
        else:
            asked.file.write_text(json.dumps(configuration(os.environ), indent=2) + "\n", "utf-8")
            asked.file.chmod(0o600)  # kubectl warns of others
    except Wrong as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
