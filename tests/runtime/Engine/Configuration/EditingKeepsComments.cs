using Pulumi.Engine.Configuration;

namespace Pulumi.Engine.Tests.Configuration;

/// <summary>Changing one value leaves every other character of the file as it is.</summary>
public sealed class EditingKeepsComments
{
    private const string Example = """
        # The stack of the example.
        encryptionsalt: v1:abc   # made by stack init

        config:
          # Where the nodes are.
          demo:root: /srv  # a folder

          demo:users:   # who
            - name: app      # first
              roles: [read, write]   # flow
            # the admin
            - name: root

          demo:tls: { minimum: "1.2", ciphers: [] }
          demo:text: |
            one
            two
          # the last word

        """;

    [Theory]
    [InlineData("config|demo:root", "/opt", "demo:root: /srv  # a folder", "demo:root: /opt  # a folder")]
    [InlineData("config|demo:users|0|name", "web", "- name: app      # first", "- name: web      # first")]
    [InlineData("config|demo:users|0|roles|1", "admin", "[read, write]   # flow", "[read, admin]   # flow")]
    [InlineData("config|demo:users|0|roles|2", "admin", "[read, write]", "[read, write, admin]")]
    [InlineData("config|demo:users|1|name", "dba", "- name: root\n", "- name: dba\n")]
    [InlineData("config|demo:users|1|host", "%", "- name: root\n", "- name: root\n      host: \"%\"\n")]
    [InlineData("config|demo:users|2|name", "new", "- name: root\n", "- name: root\n    - name: new\n")]
    [InlineData("config|demo:tls|minimum", "1.3", "minimum: \"1.2\"", "minimum: \"1.3\"")]
    [InlineData("config|demo:tls|curve", "P256", "ciphers: [] }", "ciphers: [], curve: P256 }")]
    [InlineData("config|demo:tls|ciphers|0", "X", "ciphers: []", "ciphers: [X]")]
    [InlineData("config|demo:text", "short", "demo:text: |\n    one\n    two\n", "demo:text: short\n")]
    [InlineData("config|demo:text", "a\nb\n", "    one\n    two\n", "    a\n    b\n")]
    [InlineData("config|demo:port", "3306", "    two\n", "    two\n  demo:port: \"3306\"\n")]
    [InlineData("encryptionsalt", "v1:def", "v1:abc   # made", "v1:def   # made")]
    public void Set_ChangesOneValue(string path, string value, string before, string after)
    {
        var editor = new YamlEditor(Example);

        editor.Set(Path(path), new NewYaml.Scalar(value));

        Assert.Contains(before, Example, StringComparison.Ordinal);
        Assert.Equal(Example.Replace(before, after, StringComparison.Ordinal), editor.Text);
    }

    [Theory]
    [InlineData("config|demo:root", "  demo:root: /srv  # a folder\n", "")]
    [InlineData("config|demo:users|1", "    - name: root\n", "")]
    [InlineData("config|demo:users|0|roles", "      roles: [read, write]   # flow\n", "")]
    [InlineData("config|demo:users|0|name", "name: app      # first\n      roles", "roles")]
    [InlineData("config|demo:users|0|roles|0", "[read, write]", "[write]")]
    [InlineData("config|demo:users|0|roles|1", "[read, write]", "[read]")]
    [InlineData("config|demo:users|1|name", "- name: root", "- {}")]
    [InlineData("config|demo:text", "  demo:text: |\n    one\n    two\n", "")]
    [InlineData("config|nothing", "", "")]
    public void Remove_TakesOneValueAway(string path, string before, string after)
    {
        var editor = new YamlEditor(Example);

        editor.Remove(Path(path));

        Assert.Equal(before.Length == 0 ? Example : Example.Replace(before, after, StringComparison.Ordinal), editor.Text);
    }

    [Fact]
    public void Secret_StandsBelowItsKey_AndTheCommentStays()
    {
        var editor = new YamlEditor(Example);

        editor.Set(Path("config|demo:root"), NewYaml.Secure("v1:n:c"));

        Assert.Contains("  demo:root:\n    secure: v1:n:c  # a folder\n", editor.Text, StringComparison.Ordinal);
        Assert.Contains("# Where the nodes are.", editor.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Secret_InsideFlow_StaysOnItsLine()
    {
        var editor = new YamlEditor(Example);

        editor.Set(Path("config|demo:tls|key"), NewYaml.Secure("v1:n:c"));

        Assert.Contains("ciphers: [], key: {secure: \"v1:n:c\"} }", editor.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# only a comment\n")]
    [InlineData("config:\n")]
    [InlineData("config: {}\n")]
    public void Set_IntoAFileWithoutValues_MakesThem(string text)
    {
        var editor = new YamlEditor(text);

        editor.Set(Path("config|demo:users|0|name"), new NewYaml.Scalar("app"));

        Assert.EndsWith("config:\n  demo:users:\n    - name: app\n", editor.Text, StringComparison.Ordinal);
        if (text.StartsWith('#'))
            Assert.StartsWith(text, editor.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void RemovingTheLastValue_RemovesTheSection()
    {
        var editor = new YamlEditor("encryptionsalt: v1:a\nconfig:\n  demo:a: b\n");

        editor.Remove(Path("config|demo:a"));

        Assert.Equal("encryptionsalt: v1:a\n", editor.Text);
    }

    [Fact]
    public void Salt_GoesFirst_BelowTheCommentsAtTheHead()
    {
        var editor = new YamlEditor("# head\nconfig:\n  demo:a: b\n");

        editor.InsertFirst("encryptionsalt", new NewYaml.Scalar("v1:x"));

        Assert.Equal("# head\nencryptionsalt: v1:x\nconfig:\n  demo:a: b\n", editor.Text);
    }

    [Fact]
    public void PathThroughAText_IsRefused()
    {
        var editor = new YamlEditor(Example);

        var e = Assert.Throws<ConfigurationException>(() => editor.Set(Path("config|demo:root|deeper"), new NewYaml.Scalar("x")));

        Assert.Contains("a single value", e.Message, StringComparison.Ordinal);
        Assert.Equal(Example, editor.Text);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("")]
    [InlineData("true")]
    [InlineData("NO")]
    [InlineData("22722")]
    [InlineData("1e3")]
    [InlineData("0x1F")]
    [InlineData("2026-11-24")]
    [InlineData(" padded ")]
    [InlineData("a: b")]
    [InlineData("a #b")]
    [InlineData("- item")]
    [InlineData("\"quoted\"")]
    [InlineData("back\\slash")]
    [InlineData("line one\nline two")]
    [InlineData("line one\nline two\n")]
    [InlineData("line one\n\n\n")]
    [InlineData("\n leading")]
    [InlineData("tab\tbed \n trailing")]
    [InlineData("é ü 漢 🔒")]
    [InlineData("@at `tick` %percent")]
    [InlineData("*star &and !bang |pipe >more")]
    public void AnyText_ComesBackAsItWas(string text)
    {
        var editor = new YamlEditor(Example);

        editor.Set(Path("config|demo:any"), new NewYaml.Scalar(text));
        editor.Set(Path("config|demo:tls|any"), new NewYaml.Scalar(text));
        editor.Set(Path("config|demo:users|0|any"), new NewYaml.Scalar(text));
        editor.Set(Path("config|demo:root"), new NewYaml.Scalar(text));

        var values = StackConfigurationText.Parse(editor.Text);
        Assert.Equal(text, values["demo:any"].ToText(c => c));
        Assert.Equal(text, values["demo:root"].ToText(c => c));
        Assert.Equal(text, values["demo:tls"].At([PathSegment.Of("any")])!.ToText(c => c));
        Assert.Equal(text, values["demo:users"].At([PathSegment.Of(0), PathSegment.Of("any")])!.ToText(c => c));
    }

    private static IReadOnlyList<PathSegment> Path(string path) =>
        [.. path.Split('|').Select(p => int.TryParse(p, out var index) ? PathSegment.Of(index) : PathSegment.Of(p))];
}
