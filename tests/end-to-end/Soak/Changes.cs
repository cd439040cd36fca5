namespace EncryptionInTransit.EndToEnd.Tests.Soak;

/// <summary>All that a DBA may do to the stack's file as it is.</summary>
internal static class Changes
{
    private static readonly string[] s_requirements = ["SSL", "X509", "SUBJECT"];

    /// <returns>Those that are legal now. A kind of change stands there once, however many of it there would be.</returns>
    public static IReadOnlyList<Change> Possible(FleetModel fleet, Random random) =>
    [
        .. OfCertificates(fleet, random),
        .. OfCas(fleet),
        .. OfPolicy(fleet, random),
        .. OfAccounts(fleet, random),
        .. OfNodes(fleet, random),
        Change.None,
    ];

    public static Change Reapply(NodeModel node) => new("reapply", $"reapply of {node}: {node.Reapply + 1}", () => node.Reapply++);

    private static IEnumerable<Change> OfCertificates(FleetModel fleet, Random random)
    {
        var node = random.Among(fleet.Members);
        var scope = random.Among(fleet.Reissue.Scopes);
        yield return new("re-issue of all nodes", $"reissue.{scope} one higher", () => fleet.Reissue.Raise(scope));
        yield return new("re-issue of one node", $"reissue.{scope} of {node} one higher", () => node.Reissue.Raise(scope));
        var resource = $"**::{node}-{random.Among(["server-certificate", "client-certificate", "client-key", .. fleet.Keys == "state" ? new[] { "server-key" } : []])}";
        yield return new("re-issue by --replace", $"up --replace '{resource}'", () => { }) { Options = ["--replace", resource] };
        yield return Reapply(node);
        var algorithm = fleet.Algorithm == "RSA" ? "ECDSA" : "RSA";
        yield return new("algorithm", $"certificates.algorithm: {algorithm}", () => fleet.Algorithm = algorithm);
        var keys = fleet.Keys == "state" ? "node" : "state";
        yield return new("place of the keys", $"certificates.keys: {keys}", () => fleet.Keys = keys);
        var name = node.AlternativeName is null ? $"also-{node.Machine.Name}.example.com" : null;
        yield return new("alternative name", $"alternativeNames of {node}: {name ?? "none"} beside its address", () => node.AlternativeName = name);
    }

    /// <summary>One step of a rollover, forward or back.</summary>
    private static IEnumerable<Change> OfCas(FleetModel fleet)
    {
        var generations = fleet.CaGenerations;
        var (oldest, newest) = (generations[0], generations[^1]);
        if (generations.Count == 1)
        {
            var next = fleet.LastCaGeneration + 1;
            yield return new("rollover: the next CA", $"certificates.caGenerations: [{oldest}, {next}]", () =>
                (fleet.CaGenerations, fleet.LastCaGeneration) = ([oldest, next], next));
            yield break;
        }
        if (fleet.HandOutGeneration == newest)
        {
            yield return new("rollover: old certificates are handed out again", $"handOut.caGeneration: {oldest}", () => fleet.HandOutGeneration = oldest);
            yield return new("rollover: the old CA is dropped", $"certificates.caGenerations: [{newest}]", () => fleet.CaGenerations = [newest]) { DropsACa = true };
        }
        else
        {
            yield return new("rollover: new certificates are handed out", $"handOut.caGeneration: {newest}", () => fleet.HandOutGeneration = newest);
            yield return new("rollover: back to the old CA", $"certificates.caGenerations: [{oldest}]", () => fleet.CaGenerations = [oldest]) { DropsACa = true };
        }
    }

    private static IEnumerable<Change> OfPolicy(FleetModel fleet, Random random)
    {
        var version = fleet.MinimumVersion == "TLSv1.2" ? "TLSv1.3" : "TLSv1.2";
        yield return new("minimum version", $"tls.minimumVersion: {version}", () => fleet.MinimumVersion = version) { RestartsMariaDb = true };
        var ciphers = fleet.Ciphers is null ? "ECDHE-RSA-AES256-GCM-SHA384, ECDHE-ECDSA-AES256-GCM-SHA384" : null;
        yield return new("ciphers", $"tls.ciphers: {ciphers ?? "none"}", () => fleet.Ciphers = ciphers) { RestartsMariaDb = true };
        var phase = random.Among(new[] { "off", "audit", "on" }.Where(one => one != fleet.RequireSecureTransport));
        yield return new("require secure transport", $"tls.requireSecureTransport: {phase}", () => fleet.RequireSecureTransport = phase);
    }

    private static IEnumerable<Change> OfAccounts(FleetModel fleet, Random random)
    {
        var requirement = random.Among(s_requirements.Where(one => one != fleet.Accounts[SoakFleet.User]));
        yield return new("requirement of an account", $"{SoakFleet.User}: {requirement}", () => fleet.Accounts[SoakFleet.User] = requirement);
        if (fleet.Accounts.ContainsKey(SoakFleet.OtherUser))
            yield return new("account out", $"accounts without {SoakFleet.OtherUser}", () => fleet.Accounts.Remove(SoakFleet.OtherUser));
        var other = random.Among(s_requirements.Where(one => one != fleet.Accounts.GetValueOrDefault(SoakFleet.OtherUser)));
        yield return new("account in, or changed", $"{SoakFleet.OtherUser}: {other}", () => fleet.Accounts[SoakFleet.OtherUser] = other);
    }

    private static IEnumerable<Change> OfNodes(FleetModel fleet, Random random)
    {
        var renamed = random.Among(fleet.Members);
        var (before, name) = (renamed.Name, renamed.Name == renamed.Machine.Name ? $"{renamed.Machine.Name}-renamed" : renamed.Machine.Name);
        yield return new("node renamed", $"node {before}: name: {name}, formerly: {before}", () => (renamed.Name, renamed.Formerly) = (name, before));
        if (fleet.Members.Count() > 1)
        {
            var leaving = random.Among(fleet.Members);
            yield return new("node out", $"nodes without {leaving}", () => leaving.IsMember = false) { MovesNode = leaving };
        }
        foreach (var joining in fleet.Nodes.Where(node => !node.IsMember).Take(1))
            yield return new("node in again", $"nodes with {joining}", () => (joining.IsMember, joining.Formerly) = (true, null)) { MovesNode = joining };
    }

    public static T Among<T>(this Random random, IEnumerable<T> all)
    {
        var list = all.ToList();
        return list[random.Next(list.Count)];
    }
}
