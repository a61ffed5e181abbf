"""The command line: results on standard output, everything else on standard error.

Exit status: 0 done, 1 nothing could be briefed or a failure, 2 wrong usage or settings, 130
stopped by Ctrl-C. Nothing heavy is imported before a command knows that it needs it.
"""
