using Pulumi.Engine.Model;
using Pulumi.Engine.Providers.Command.Execution;
using Pulumi.Engine.Secrets;
using static Pulumi.Engine.Tests.Providers.PropertyBuilding;

namespace Pulumi.Engine.Tests.Providers.Command;

/// <summary>What people see of a text that holds secrets.</summary>
public sealed class SecretMasks
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData("hunter22", "got hunter22, hunter2200 and xhunter22", "got [secret], [secret]00 and x[secret]")] // wherever it stands
    [InlineData("p4ss", "p4ss xp4ssx", "[secret] x[secret]x")]
    [InlineData("abc", "abc", "abc")] // too short to tell from chance
    [InlineData(" hunter22\r\n", "hunter22", "[secret]")] // a command may trim it
    [InlineData("app\nhunter2\n", "password is 'hunter2'.", "password is '[secret]'.")] // a line by itself
    [InlineData("app\nroot\n", "root, chroot, roots", "[secret], chroot, roots")] // a short line not inside of words
    [InlineData("first line\nsecond line", "first line\nsecond line", "[secret]")] // the whole before its lines
    [InlineData("first line\nsecond line", "second line\nfirst line", "[secret]\n[secret]")]
    [InlineData("first line\nsecond line", "first line\r\nsecond line\r\n", "[secret]\r\n[secret]\r\n")]
    public void Secret_IsMasked(string secret, string text, string expected) =>
        Assert.Equal(expected, Mask(("stdin", Secret(secret))).Apply(text));

    [Theory]
    [InlineData("abcdefgh", "abcdefghij", "abcdefghij abcdefgh abcdefghix", "[secret] [secret] [secret]ix")]
    [InlineData("abcdefghij", "abcdefgh", "abcdefghijk", "[secret]k")]
    [InlineData("abcdxxxx", "abcd", "abcdxxxa", "[secret]xxxa")]
    public void Secret_ThatIsPartOfAnotherOne(string one, string other, string text, string expected) =>
        Assert.Equal(expected, Mask(("stdin", Secret(one)), ("environment", Map(("A", Secret(other))))).Apply(text));

    [Fact]
    public void Secrets_AreFoundInsideListsAndObjects()
    {
        var mask = Mask(("triggers", Secret(new[] { "hunter22" })), ("environment", Secret(Map(("A", "opensesame")))), ("stdin", "public text"));

        Assert.Equal("[secret] [secret] public text", mask.Apply("hunter22 opensesame public text"));
    }

    [Fact]
    public void Connection_IsShownButForWhatLetsIn()
    {
        var proxy = Map(("host", "bastion"), ("password", "opensesame"));
        var mask = Mask(("connection", Secret(Map(("host", "db1.example.com"), ("user", "admin"), ("privateKey", "BEGIN\nkeykeykeykey\nEND"), ("privateKeyPassword", "hunter22"), ("proxy", proxy)))));

        Assert.Equal("admin@db1.example.com via bastion: [secret] [secret] [secret]", mask.Apply("admin@db1.example.com via bastion: keykeykeykey hunter22 opensesame"));
    }

    [Fact]
    public void PreviousOutput_IsMaskedWhenItIsSecret()
    {
        var mask = CommandSecrets.Mask(PropertyMap.Empty, Map(("stdout", Secret("token-1234")), ("stderr", "nothing")));

        Assert.Equal("[secret] nothing", mask.Apply("token-1234 nothing"));
    }

    [Fact]
    public async Task DocumentOfManyLikeLines_IsMaskedInBearableTime()
    {
        var lines = Enumerable.Range(0, 200_000).Select(n => $"INSERT INTO accounts VALUES ({n});").ToArray();
        var mask = Mask(("stdin", Secret(string.Join('\n', lines))));

        var masked = await Task.Run(() => mask.Apply(string.Join('\n', lines.Reverse()))).WaitAsync(Limit);

        Assert.Equal(string.Join('\n', lines.Select(_ => "[secret]")), masked);
    }

    private static SecretMask Mask(params (string, object?)[] inputs) => CommandSecrets.Mask(Map(inputs), PropertyMap.Empty);
}
