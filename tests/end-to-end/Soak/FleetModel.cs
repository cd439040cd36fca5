using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using EncryptionInTransit.Lab;

namespace EncryptionInTransit.EndToEnd.Tests.Soak;

/// <summary>What the configuration says, and with it what must be true of the nodes after an <c>up</c>.</summary>
internal sealed class FleetModel(IReadOnlyList<NodeModel> nodes)
{
    /// <summary>All machines, also those that are out of the stack.</summary>
    public IReadOnlyList<NodeModel> Nodes { get; } = nodes;

    public IEnumerable<NodeModel> Members => Nodes.Where(node => node.IsMember);

    public ReissueModel Reissue { get; } = new();

    /// <summary>Ascending: the last one issues, all are trusted.</summary>
    public IReadOnlyList<int> CaGenerations { get; set; } = [1];

    /// <summary>The newest that there ever was: what was dropped does not come back.</summary>
    public int LastCaGeneration { get; set; } = 1;

    /// <summary>Null says nothing, which is the oldest that is trusted.</summary>
    public int? HandOutGeneration { get; set; }

    public PolicyModel Policy { get; set; } = new();

    /// <summary>A line too many: a mistake of the person who edits.</summary>
    public string? Mistake { get; set; }

    /// <param name="secrets">Of the file as it is, in the words of the file.</param>
    public string Render(StackSecrets secrets)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $$"""
            encryptionsalt: {{secrets.Salt}}
            config:
              encryption-in-transit:ssh:
                user: root
                dialErrorLimit: 2
                perDialTimeout: 15
                privateKey: { secure: "{{secrets.PrivateKey}}" }
              encryption-in-transit:proof:
                user: proof
                timeoutSeconds: 60
                password: { secure: "{{secrets.ProofPassword}}" }
              encryption-in-transit:certificates:
                algorithm: {{Policy.Algorithm}}
                keys: {{Policy.Keys}}
                caGenerations: [{{string.Join(", ", CaGenerations)}}]
                caValidityHours: {{SoakCalendar.CaValidityHours}}
                validityHours: {{SoakCalendar.ValidityHours}}
                earlyRenewalHours: {{SoakCalendar.EarlyRenewalHours}}
              encryption-in-transit:tls:
                minimumVersion: {{Policy.MinimumVersion}}
                requireSecureTransport: {{Policy.RequireSecureTransport}}
            {{(Policy.Ciphers is null ? "" : $"    ciphers: [{Policy.Ciphers}]\n")}}  encryption-in-transit:reissue: {{Reissue}}

            """);
        if (HandOutGeneration is { } generation)
            text.Append(CultureInfo.InvariantCulture, $"  encryption-in-transit:handOut: {{ caGeneration: {generation} }}\n");
        text.Append("  encryption-in-transit:accounts:\n");
        foreach (var (user, requirement) in Policy.Accounts)
            text.Append(CultureInfo.InvariantCulture, $"    - {{ user: {user}, require: {requirement} }}\n");
        text.Append("  encryption-in-transit:nodes:\n");
        foreach (var node in Members)
            text.Append(node.Render());
        return text.Append(Mistake).ToString();
    }
}

/// <summary>What can be said, and taken back, at any time.</summary>
internal sealed record PolicyModel
{
    public string Algorithm { get; init; } = "RSA";

    public string Keys { get; init; } = "state";

    public string MinimumVersion { get; init; } = "TLSv1.2";

    /// <summary>Null says nothing.</summary>
    public string? Ciphers { get; init; }

    public string RequireSecureTransport { get; init; } = "off";

    /// <summary>What each account must show; one that is absent has no entry.</summary>
    public ImmutableSortedDictionary<string, string> Accounts { get; init; } = ImmutableSortedDictionary<string, string>.Empty.Add(App.User, "SSL");
}

/// <summary>A machine, and what the configuration says of it.</summary>
internal sealed class NodeModel(LabNode machine)
{
    public LabNode Machine => machine;

    public bool IsMariaDb => machine.Server == "mariadb";

    public bool IsMember { get; set; } = true;

    /// <summary>What the stack calls it.</summary>
    public string Name { get; set; } = machine.Name;

    public string? Formerly { get; set; }

    public int Reapply { get; set; } = 1;

    public string? AlternativeName { get; set; }

    public ReissueModel Reissue { get; } = new();

    public string Render()
    {
        var names = AlternativeName is null ? machine.Address : $"{machine.Address}, {AlternativeName}";
        return string.Create(CultureInfo.InvariantCulture, $$"""
                - name: {{Name}}
                  kind: {{machine.Server}}
                  hostname: {{machine.Hostname}}
                  alternativeNames: [{{names}}]
                  ssh: { host: {{machine.Address}}, hostKey: "{{machine.HostKey}}" }
                  reapply: {{Reapply}}
                  reissue: {{Reissue}}
            {{(Formerly is null ? "" : $"      formerly: {Formerly}\n")}}
            """);
    }

    public override string ToString() => Name;
}

/// <summary>The numbers that re-issue certificates.</summary>
internal sealed class ReissueModel
{
    private readonly SortedDictionary<string, int> _numbers = new() { ["all"] = 1, ["client"] = 1, ["server"] = 1 };

    public IEnumerable<string> Scopes => _numbers.Keys;

    /// <returns>The number that it is now.</returns>
    public int Raise(string scope) => ++_numbers[scope];

    public override string ToString() => $"{{ {string.Join(", ", _numbers.Select(number => $"{number.Key}: {number.Value}"))} }}";
}
