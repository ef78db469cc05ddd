"""What ends TLS in a drill: `python -m drills.front PORT WEB FOLDER`.

What stands in front of a real shop does more. This has in common with it what the page about certificates
needs: told so by a signal, it reads its files again; new lines get the new certificate, and open ones stay.
"""

import asyncio
import signal
import ssl
import sys
from contextlib import suppress
from pathlib import Path

from local.processes import HOST


async def serve(port: int, web: int, folder: Path) -> None:
    """Answer until somebody ends it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)

    def read() -> None:
        context.load_cert_chain(folder / "fullchain.pem", folder / "privkey.pem")

    async def handed_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there = await asyncio.open_connection(HOST, web)
        await asyncio.gather(copied(reader, there[1]), copied(there[0], writer))

    read()
    asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, read)
    server = await asyncio.start_server(handed_on, HOST, port, ssl=context)
    await server.serve_forever()


async def copied(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Hand on what comes, until nothing more does."""
    with suppress(OSError):
        while data := await reader.read(65_536):
            writer.write(data)
            await writer.drain()
    writer.close()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])))
