"""What loggers write to the standard output, and what they keep to themselves."""
import logging
import sys

import torch

log = logging.getLogger("train")
log.setLevel(logging.INFO)
log.info("nobody handles this")
handler = logging.StreamHandler(sys.stdout)
handler.setFormatter(logging.Formatter("[%(levelname)-7s] %(name)s: %(message)s"))
log.addHandler(handler)
log.info("loss %.3f at %d", torch.tensor(0.12345), 3)
log.debug("below the level")
log.warning("settings %s", {"lr": 0.1})
log.error("100%")
log.log(25, "between two levels")
logging.getLogger("train.inner").info("epoch %(epoch)s", {"epoch": 5})
print(log.name, log.level, log.isEnabledFor(logging.DEBUG), logging.getLogger("train") is log)

logging.info("the root writes to the standard error")
logging.basicConfig(stream=sys.stdout, level=logging.DEBUG, format="%(levelname)s %(message)s", force=True)
logging.info("the root is heard now")
log.info("by two handlers")
log.propagate = False
log.info("by one")
logging.debug("%s and %s", 1, torch.ones(2))
handler.setLevel("ERROR")
log.info("too low for its handler")
log.critical("heard")
log.removeHandler(handler)
log.critical("not heard")
sys.stdout.write("without ")
sys.stdout.write("a newline of its own\n")
