"""Our server with another page in place of the app: ``python -m bench.page_server PORT PAGE``."""

import sys
from pathlib import Path

import uvicorn

from dashboard.server import make_app

uvicorn.run(make_app(Path(sys.argv[2]).resolve()), host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")
