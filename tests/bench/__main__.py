"""`make bench`: the figures of a build, in one run on one corpus of unique raw pages."""

from tests.bench.build import main

if __name__ == "__main__":
    main()
