# make compare   compare all declared pairs (setup.cfg), live where a Python 2.7 is found
# make test      run the whole matrix; NEED="py27 ..." makes a missing interpreter an error
# make lint      run the linters alone
# make recordings  record the originals anew under Python 2.7 (legacy/recordings)
# make clean     remove everything that the others made
#
# PYTHON=/path/to/python3 chooses the Python (3.10 or newer) that the project's own
# environments are made with; without it the newest one found is taken.

PYTHON =
NEED =
ENVIRONMENTS = lint,py27,py36,py37,py38,py39,py310,py311,py312,py313,py314,py315
TOX = .venv-tox/bin/tox
PIP_INSTALL = -m pip --disable-pip-version-check install --quiet

# What a developer's shell sets must not decide what is measured here.
unexport PYTHONUNBUFFERED PYTHONDONTWRITEBYTECODE PYTHONPATH PYTHONHOME
export PYTHON

.PHONY: compare test lint recordings clean again
.DELETE_ON_ERROR:

compare: .venv/bin/portproof
	.venv/bin/portproof compare

# An environment that is needed is made first, and there a missing interpreter
# is an error. tox itself makes it one when all of them are missing.
test: .venv/bin/portproof $(TOX)
	@for name in $(NEED); do \
	    $(TOX) run --notest --skip-missing-interpreters=false -e $$name || exit 1; \
	done
	NEED="$(NEED)" $(TOX) run-parallel --parallel 2 --parallel-no-spinner -e $(ENVIRONMENTS)

lint: $(TOX)
	NEED="$(NEED)" $(TOX) run -e lint

# Editable, so a changed source is noticed without being installed again; what
# setup.cfg says (dependencies, entry points) is only read on installation.
.venv/bin/portproof: setup.cfg pyproject.toml $(if $(PYTHON),again)
	@.ci/venv .venv
	.venv/bin/python $(PIP_INSTALL) --editable .
	@touch $@

# In a virtual environment of its own: virtualenv 20.21 holds other packages back.
$(TOX): tox.ini $(if $(PYTHON),again)
	@.ci/venv .venv-tox
	.venv-tox/bin/python $(PIP_INSTALL) 'tox<4.6' 'virtualenv<20.22'
	@touch $@

recordings: .venv/bin/portproof
	.venv/bin/portproof record

again:

clean:
	rm -rf .venv .venv-tox .tox build dist portproof.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
