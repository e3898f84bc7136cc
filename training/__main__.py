"""``python -m training STAGE``."""

import sys

from training.cli import main

sys.exit(main())
