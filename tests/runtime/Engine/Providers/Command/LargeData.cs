using System.Security.Cryptography;
using System.Text;
using static Pulumi.Engine.Tests.Providers.PropertyBuilding;

namespace Pulumi.Engine.Tests.Providers.Command;

[Trait("Scope", "thorough")]
public sealed class LargeData : WithSshServer
{
    [Fact]
    public async Task SecretStdin_OfAHundredMegabytesArrivesWhole()
    {
        var stdin = string.Create(100_000_000, 0, static (chars, _) =>
        {
            for (var i = 0; i < chars.Length; i++)
                chars[i] = i % 64 == 63 ? '\n' : (char)('a' + (i / 64 + i) % 26);
        });

        var sum = await Runner.Stdout(Server, "sha256sum", ("stdin", Secret(stdin)));

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(stdin))), sum.Split(' ')[0]);
    }

    [Fact]
    public async Task Output_OfFiftyMegabytesArrivesWhole()
    {
        var stdout = await Runner.Stdout(Server, "yes 0123456789abcde | head -c 50000000; printf end", ("logging", "none"));

        Assert.Equal(50_000_003, stdout.Length);
        Assert.EndsWith("0123456789abcde\nend", stdout);
    }

    /// <summary>The state holds text: bytes that are none have a sign in their place, and spoil nothing around them.</summary>
    [Theory, InlineData("stdout"), InlineData("none")]
    public async Task Output_OfRandomBytesIsTaken(string logging)
    {
        var stdout = await Runner.Stdout(Server, "printf begin; cat /proc/self/exe; printf end", ("logging", logging));

        Assert.StartsWith("begin\u007fELF", stdout);
        Assert.EndsWith("end", stdout);
        Assert.Contains('\ufffd', stdout);
    }

    [Fact]
    public async Task Line_ThatIsTooLongToShowIsNotShownInPart()
    {
        var secret = new string('s', 20_000);

        var created = await Runner.Run(Server, "echo before; cat; echo; echo after", ("stdin", Secret(secret)));

        Assert.Equal(["before", "[a line of 20000 bytes]", "after"], Runner.Progress);
        Assert.Equal($"before\n{secret}\nafter", created.Outputs.Text("stdout"));
    }
}
