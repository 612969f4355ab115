"""Our server with the hello page in place of the app: ``python -m bench.hello_server PORT``."""

import sys
from pathlib import Path

import uvicorn

from dashboard.server import make_app

uvicorn.run(
    make_app(Path(__file__).with_name("hello_page.py")), host="127.0.0.1", port=int(sys.argv[1]), log_level="warning"
)
