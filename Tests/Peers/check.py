"""Runs every case of `signers` through a command that answers as `corong channels try --stdin`; see `run`."""

import collections
import sys

from exchange import answers, difference
from signers import all_cases


def main():
    cases = all_cases()
    failed = 0
    tally = collections.Counter()
    for case, answer in zip(cases, answers(sys.argv[1:], cases)):
        tally[case.request.channel] += 1
        problem = difference(case, answer)
        if problem:
            failed += 1
            print(f"{case.name}: {problem}")
    print(", ".join(f"{channel} {count}" for channel, count in tally.items()))
    print(f"{len(cases) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
