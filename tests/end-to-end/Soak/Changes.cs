using System.Collections.Immutable;

namespace EncryptionInTransit.EndToEnd.Tests.Soak;

/// <summary>All that a DBA may do to the stack's file as it is.</summary>
internal static class Changes
{
    private static readonly string[] s_requirements = ["SSL", "X509", "SUBJECT"];

    /// <returns>One to three that are legal now, and side by side.</returns>
    public static IReadOnlyList<Change> AtRandom(FleetModel fleet, Random random)
    {
        IEnumerable<Change>[] areas = [OfCertificates(fleet, random), OfCas(fleet), OfPolicy(fleet, random), OfAccounts(fleet, random), OfNodes(fleet, random)];
        random.Shuffle(areas);
        List<Change> changes = [.. areas.Take(1 + Math.Max(0, random.Next(5) - 2)).Select(area => random.Among(area))];
        // A resource is named there, which another change might rename.
        return changes.FirstOrDefault(change => change.Options.Count > 0) is { } alone ? [alone] : changes;
    }

    public static Change Reapply(NodeModel node) => new("reapply", $"reapply of {node}: {node.Reapply + 1}", () => node.Reapply++);

    private static IEnumerable<Change> OfCertificates(FleetModel fleet, Random random)
    {
        var node = random.Among(fleet.Members);
        var scope = random.Among(fleet.Reissue.Scopes);
        yield return Change.None;
        yield return new("re-issue of all nodes", $"reissue.{scope} one higher", () => fleet.Reissue.Raise(scope));
        yield return new("re-issue of one node", $"reissue.{scope} of {node} one higher", () => node.Reissue.Raise(scope));
        var resource = $"**::{node}-{random.Among(["server-certificate", "client-certificate", "client-key", .. fleet.Policy.Keys == "state" ? new[] { "server-key" } : []])}";
        yield return new("re-issue by --replace", $"up --replace '{resource}'", () => { }) { Options = ["--replace", resource] };
        yield return Reapply(node);
        var name = node.AlternativeName is null ? $"also-{node.Machine.Name}.example.com" : null;
        yield return new("alternative name", $"alternativeNames of {node}: {name ?? "none"} beside its address", () => node.AlternativeName = name);
        var algorithm = fleet.Policy.Algorithm == "RSA" ? "ECDSA" : "RSA";
        yield return OfPolicy(fleet, "algorithm", $"certificates.algorithm: {algorithm}", policy => policy with { Algorithm = algorithm });
        var keys = fleet.Policy.Keys == "state" ? "node" : "state";
        yield return OfPolicy(fleet, "place of the keys", $"certificates.keys: {keys}", policy => policy with { Keys = keys });
    }

    /// <summary>One step of a rollover, forward or back.</summary>
    private static IEnumerable<Change> OfCas(FleetModel fleet)
    {
        var (oldest, newest, next) = (fleet.CaGenerations[0], fleet.CaGenerations[^1], fleet.LastCaGeneration + 1);
        if (oldest == newest)
        {
            yield return new("rollover: the next CA", $"certificates.caGenerations: [{oldest}, {next}]", () =>
                (fleet.CaGenerations, fleet.LastCaGeneration) = ([oldest, next], next));
        }
        else if (fleet.HandOutGeneration == newest)
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
        var version = fleet.Policy.MinimumVersion == "TLSv1.2" ? "TLSv1.3" : "TLSv1.2";
        yield return OfPolicy(fleet, "minimum version", $"tls.minimumVersion: {version}", policy => policy with { MinimumVersion = version }) with { RestartsMariaDb = true };
        var ciphers = fleet.Policy.Ciphers is null ? "ECDHE-RSA-AES256-GCM-SHA384, ECDHE-ECDSA-AES256-GCM-SHA384" : null;
        yield return OfPolicy(fleet, "ciphers", $"tls.ciphers: {ciphers ?? "none"}", policy => policy with { Ciphers = ciphers }) with { RestartsMariaDb = true };
        var phase = random.Among(new[] { "off", "audit", "on" }.Where(one => one != fleet.Policy.RequireSecureTransport));
        yield return OfPolicy(fleet, "require secure transport", $"tls.requireSecureTransport: {phase}", policy => policy with { RequireSecureTransport = phase });
    }

    private static IEnumerable<Change> OfAccounts(FleetModel fleet, Random random)
    {
        var accounts = fleet.Policy.Accounts;
        var requirement = random.Among(s_requirements.Where(one => one != accounts[App.User]));
        yield return OfAccounts(fleet, "requirement of an account", $"{App.User}: {requirement}", all => all.SetItem(App.User, requirement));
        var other = random.Among(s_requirements.Where(one => one != accounts.GetValueOrDefault(SoakFleet.OtherUser)));
        yield return OfAccounts(fleet, "account in, or changed", $"{SoakFleet.OtherUser}: {other}", all => all.SetItem(SoakFleet.OtherUser, other));
        if (accounts.ContainsKey(SoakFleet.OtherUser))
            yield return OfAccounts(fleet, "account out", $"accounts without {SoakFleet.OtherUser}", all => all.Remove(SoakFleet.OtherUser));
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

    private static Change OfPolicy(FleetModel fleet, string kind, string words, Func<PolicyModel, PolicyModel> edit) =>
        new(kind, words, () => fleet.Policy = edit(fleet.Policy)) { CanBeTakenBack = true };

    private static Change OfAccounts(
        FleetModel fleet, string kind, string words, Func<ImmutableSortedDictionary<string, string>, ImmutableSortedDictionary<string, string>> edit) =>
        OfPolicy(fleet, kind, words, policy => policy with { Accounts = edit(policy.Accounts) });

    public static T Among<T>(this Random random, IEnumerable<T> all)
    {
        var list = all.ToList();
        return list[random.Next(list.Count)];
    }
}
