using EncryptionInTransit.Infra.Registering;
using EncryptionInTransit.Infra.Renewing;
using EncryptionInTransit.Tests.Support;

namespace EncryptionInTransit.Tests.Program;

/// <summary>Nodes that may have the vendor's add-on, which is to be taken over.</summary>
[Collection("Deployment")]
public class AdoptedNodes
{
    private static readonly string Config = StackFile.With("kind: mysql", "kind: mysql\n    adopt: true");

    private readonly ProgramRun _run = new();

    [Fact]
    public async Task Are_asked_to_be_taken_over_and_no_other()
    {
        await _run.UpAsync(Config, preview: true);

        Assert.Contains("\nadopt: true\n", (string)_run.Engine.Registrations["db2-claim"].Inputs["stdin"]);
        Assert.DoesNotContain("adopt", (string)_run.Engine.Registrations["db1-claim"].Inputs["stdin"]);
    }

    [Fact]
    public void Are_told_before_the_first_claim_and_never_again()
    {
        var (node, sentence) = Assert.Single(Coming("db1-claim"));

        Assert.Equal("db2", node);
        Assert.StartsWith("db2: if it has the vendor's SSL add-on, that is taken over (adopt): its keys are destroyed, above all that of its CA", sentence);
        Assert.Empty(Coming("db2-claim"));
    }

    private static IEnumerable<(string Node, string Sentence)> Coming(params string[] resources) =>
        Adoptions.Coming(StackFile.Read(Config), new IssuedBefore(resources.ToHashSet(), new Dictionary<string, DateTimeOffset>()));
}
