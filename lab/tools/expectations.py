"""What a row of lab/fault expects of a verdict, and how a verdict differs from it. The keys: lab/run --help."""
import json
import os

LISTS = {"mentions", "says"}
TIERS = ("test", "lab", "kubelet", "vm")                     # as lab/run --help tells them


def expected(*files):
    """The keys of these files; later ones add to mentions and says, and replace the rest."""
    keys = {}
    for file in files:
        if not os.path.exists(file):
            continue
        with open(file, encoding="utf-8") as lines:
            for line in lines:
                key, separator, value = line.strip().partition("=")
                if line.startswith("#") or not separator:
                    continue
                if key in LISTS:
                    keys.setdefault(key, []).append(value)
                else:
                    keys[key] = value
    return keys


def tiers(rows):
    """The tier of each row, of name -> keys. A row that says nothing is of tier test where it expects a code that no row of
    tier test expects; else of tier lab. So a new code is tested wherever the tests are run."""
    said = {name: keys["tier"] for name, keys in rows.items() if "tier" in keys}
    covered = {code for name, tier in said.items() if tier == "test" for code in codes(rows[name])}
    return {name: said.get(name) or ("test" if codes(keys) - covered else "lab") for name, keys in rows.items()}


def codes(keys):
    return set(filter(None, keys.get("codes", "").replace("|", ",").split(",")))


def one_of(wanted, actual):
    return str(actual) in wanted.split("|")


def called(vertex):
    """What a root or a vertex of the chain may be called: its hop, and its name without the pid."""
    name = str(vertex.get("name", ""))
    return {vertex.get("hop", ""), name, name.rpartition(" ")[0]}


def compare_list(what, wanted, actual, matches, problems):
    tokens = [token for token in wanted.removeprefix("|").split(",") if token]
    if len(tokens) != len(actual) or not all(matches(*pair) for pair in zip(tokens, actual)):
        problems.append(f"{what} {actual}, not {tokens}")


def differences(want, report, code):
    """What of a report is not as expected."""
    problems = []
    roots = report.get("roots", [])
    if not one_of(want["state"], report.get("state")):
        problems.append(f"state {report.get('state')}, not {want['state']}")
    if not one_of(want["exit"], code):
        problems.append(f"exit {code}, not {want['exit']}")
    if want.get("roots", "any") != "any" and (roots or not want["roots"].startswith("|")):
        names = [sorted(called(root) - {""}) for root in roots]
        compare_list("roots", want["roots"], names, lambda token, called_so: set(called_so) & set(token.split("|")), problems)
    if "root-pids" in want:
        compare_list("pids of roots", want["root-pids"], [root.get("pid") for root in roots], one_of, problems)
    if "codes" in want:
        compare_list("codes", want["codes"], [root.get("code") for root in roots], one_of, problems)
    if "confidence" in want:
        found = [root.get("confidence") for root in roots]
        if not all(one_of(want["confidence"], one) for one in found):
            problems.append(f"confidence {found}, not {want['confidence']}")
    if "cause" in want:
        found = [cause.get("confidence") for cause in report.get("causes", [])] or ["none"]
        if not any(one_of(want["cause"], one) for one in found):
            problems.append(f"cause {found}, not {want['cause']}")
    for hop in filter(None, want.get("never", "").split(",")):
        problems += [f"accuses {root.get('name')}: {root.get('code')}" for root in roots
                     if root.get("hop") == hop or str(root.get("code")).startswith(hop.removesuffix(".") + ".")]
    ruled_out = [clear.get("code") for clear in report.get("ruledOut", [])]
    problems += [f"{code} not ruled out" for code in filter(None, want.get("ruled-out", "").split(",")) if code not in ruled_out]
    if "hit" in want:
        problems += hit_differences(want["hit"], report)
    told = report.get("do", {}).get("command", "none")
    problems += [f"tells to do '{told}', not '{want['do']}'"] if not any(one in told for one in want.get("do", "").split("|")) else []
    problems += chain_differences(want, report)
    text = json.dumps(report, ensure_ascii=False)
    problems += [f"does not mention '{word}'" for word in want.get("mentions", []) if word not in text]
    problems += [f"mentions '{want['without']}'"] if want.get("without", "\n") in text else []
    return problems


def hit_differences(wanted, report):
    """Pods that are told as hit, or not, against those wanted. One with a question mark may be missing."""
    pods = {one.get("pod", one.get("id", "")) for one in report.get("hit", [])}
    tokens = set(filter(None, wanted.split(",")))
    problems = [f"{pod} not told as hit" for pod in sorted({one for one in tokens if not one.endswith("?")} - pods)]
    return problems + [f"{pod} told as hit" for pod in sorted(pods - {one.removesuffix("?") for one in tokens})]


def chain_differences(want, report):
    """The waits from one to the next of the wanted hops, found along the chain's edges."""
    return missing(want.get("chain", ""), report.get("chain", []), want.get("all-needs") == "yes")


def verb_differences(want, report, code):
    """What of a report of the verb chain is not as expected."""
    names = [str(start.get("name")) for start in report.get("starts", [])]
    asked, *others = want["chain-verb"].split(",")
    problems = [f"verb chain of {asked}: starts {names}"] if not any(asked in name for name in names) else []
    if others:
        problems += [f"verb {problem}" for problem in missing(",".join([asked, *others]), report.get("edges", []), True)]
    if str(code) != want.get("chain-exit", "0"):
        problems.append(f"verb chain: exit {code}")
    if want.get("chain-mentions", "") not in json.dumps(report, ensure_ascii=False):
        problems.append(f"verb chain does not mention '{want['chain-mentions']}'")
    return problems


def systemd_differences(want, report, code):
    """What of a report of the verb systemd is not as expected."""
    problems = [] if one_of(want["systemd"], report.get("state")) else [f"verb systemd: {report.get('state')}, not {want['systemd']}"]
    return problems + ([f"verb systemd: exit {code}"] if code else [])


def missing(wanted, edges, needs):
    tokens = [set(token.split("|")) for token in wanted.split(",") if token]
    for token in tokens:
        if not any(token & called(edge[end]) for edge in edges for end in ("from", "to")):
            return [f"chain shows no {'/'.join(sorted(token))}"]
    for above, below in zip(tokens, tokens[1:]):
        if not reaches(edges, above, below, needs):
            return [f"chain: no {'needs ' if needs else ''}wait from {'/'.join(sorted(above))} to {'/'.join(sorted(below))}"]
    return []


def reaches(edges, above, below, needs):
    usable = [edge for edge in edges if not needs or edge.get("strength") == "needs"]
    reached = {json.dumps(edge["from"], sort_keys=True) for edge in usable if above & called(edge["from"])}
    while True:
        step = [edge["to"] for edge in usable if json.dumps(edge["from"], sort_keys=True) in reached]
        if any(below & called(vertex) for vertex in step):
            return True
        new = {json.dumps(vertex, sort_keys=True) for vertex in step} - reached
        if not new:
            return False
        reached |= new


def summary(report, code):
    """What two judgements of the same evidence must have in common."""
    return {"exit": code, "state": report.get("state"),
            "roots": [[root.get(key) for key in ("name", "pid", "hop", "code", "confidence")] for root in report.get("roots", [])],
            "causes": [[cause.get(key) for key in ("code", "confidence")] for cause in report.get("causes", [])]}
