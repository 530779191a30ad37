"""Documents in, passages out: reading, splitting, embedding and searching. Knows no HTTP."""

import os

# ONNX Runtime 1.32 reports to its makers unless this is set before it is loaded.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
