# From `pulumi preview --json` to Markdown: the summary, and a row per changed resource with its reason. Names of properties
# only, no values. Arguments: $stack, $failed (the preview ended with an error).

def code: "`" + gsub("[`|\r\n]"; " ") + "`";
def name: .urn | split("::") | .[3:] | join("::");
# As the display names it: tls:index/privateKey:PrivateKey is tls:index:PrivateKey.
def type: .urn | split("::")[2] | split("$")[-1] | sub("/[^:]*:"; ":");
# Two properties of one list or object are named once: triggers[0] is triggers.
def top: sub("[.\\[].*"; "");
def keys_of(f): [f] | map(top) | unique;
def listed: map(code) | join(", ");

def differing: keys_of((.diffReasons // [] | .[]), (.detailedDiff // {} | keys[]));
# A component has no provider that says what differs.
def changed_inputs: (.oldState.inputs // {}) as $old | (.newState.inputs // {}) as $new
    | [($old + $new) | keys[] | select($old[.] != $new[.])];
def replacing: keys_of((.replaceReasons // [] | .[]), (.detailedDiff // {} | to_entries[] | select(.value.kind | endswith("-replace")) | .key));
def is_certificate: type | test(":(SelfSignedCert|LocallySignedCert)$");
def is_renewal: (replacing | index("readyForRenewal") != null)
    or (is_certificate and replacing == [] and differing == [] and .newState.replacementTrigger == null);

def renewal: "early renewal" + ((.oldState.outputs.validityEndTime // "") as $until
    | if $until == "" then "" else ": valid until " + $until[:10] end);

def reason:
    if .op == "create" then "new"
    elif .op == "delete" then "no longer in the program"
    elif .op == "update" then ((if differing == [] then changed_inputs else differing end) | if . == [] then "" else "differs: " + listed end)
    elif .op == "replace" then
        if is_renewal then renewal
        elif replacing == ["replacementTrigger"] then "re-issue: the number was raised"
        elif replacing != [] then "cannot be changed in place: " + (replacing | listed)
        elif differing != [] then "differs: " + (differing | listed)
        else "asked for by name" end
    else "" end;

def mark: {create: "+", delete: "-", update: "~", replace: "+-"}[.op] // "";

def order: ["replace", "update", "create", "delete"];
def count: .changeSummary // {} | . as $counts
    | [(order + (keys - order))[] | select($counts[.] != null and . != "same") | "\($counts[.]) to \(.)"]
    + [.same // empty | "\(.) unchanged"];

([.steps // [] | .[] | select(.op != "same")] | sort_by(name)) as $changed
| "### Preview of `\($stack)`" + (if $failed then " failed" else "" end),
  "",
  (count | if . == [] then "nothing to do" else join(", ") end) + ".",
  if $changed == [] then empty else
      "",
      "| | resource | type | why |",
      "|---|---|---|---|",
      ($changed[] | "| \(mark) \(.op) | \(name | code) | \(type | code) | \(reason) |")
  end
