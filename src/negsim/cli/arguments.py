"""Temporary: scenario check only."""


def run(argv):
    from negsim.content.library import load_catalogue
    from negsim.content.problems import ContentError
    from negsim.content.shelf import Shelf

    if argv[:2] == ["scenario", "check"]:
        bad = 0
        for n in argv[2:] or list(Shelf().packs()):
            try:
                p = Shelf().load(n, load_catalogue())
                print(n, "ok", len(p.scenario.lines), "lines")
            except ContentError as e:
                print(e)
                print(len(e.problems), "problems in", n)
                bad = 1
        return bad
    print("only 'scenario check NAME' for now")
    return 2
