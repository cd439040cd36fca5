namespace Pulumi.Engine.Configuration;

/// <summary>A value to be written into a YAML text.</summary>
internal abstract record NewYaml
{
    private const int Step = 2;

    private NewYaml()
    {
    }

    /// <param name="Literal">As it stands, for numbers and booleans; else it is a text and quoted as needed.</param>
    public sealed record Scalar(string Text, bool Literal = false) : NewYaml;

    public sealed record Entry(string Key, NewYaml Value) : NewYaml;

    public sealed record Item(NewYaml Value) : NewYaml;

    /// <summary>An encrypted value: <c>secure: &lt;ciphertext&gt;</c>.</summary>
    public static NewYaml Secure(string ciphertext) => new Entry("secure", new Scalar(ciphertext));

    /// <summary>In one line, as inside <c>{ }</c> and <c>[ ]</c>.</summary>
    public string Flow() => this switch
    {
        Scalar scalar => Inline(scalar, inFlow: true),
        Entry entry => $"{{{YamlScalars.Inline(entry.Key, inFlow: true)}: {entry.Value.Flow()}}}",
        Item item => $"[{item.Value.Flow()}]",
        _ => throw new NotSupportedException(),
    };

    /// <summary>What follows <c>key:</c>, with the space or line break before it.</summary>
    /// <param name="column">The key's indentation.</param>
    /// <param name="oneLine">A comment follows: a literal block would swallow it.</param>
    public string AfterKey(int column, bool oneLine) => this switch
    {
        Scalar { Literal: false } scalar when !oneLine && YamlScalars.FitsLiteralBlock(scalar.Text) => " " + LiteralBlock(scalar.Text, column + Step),
        Scalar scalar => " " + Inline(scalar, inFlow: false),
        _ => "\n" + new string(' ', column + Step) + Block(column + Step),
    };

    /// <summary>As an entry or item of a block collection, without the indentation of the first line.</summary>
    /// <param name="column">Where its first character stands.</param>
    public string Block(int column) => this switch
    {
        Entry entry => $"{YamlScalars.Inline(entry.Key, inFlow: false)}:{entry.Value.AfterKey(column, oneLine: false)}",
        Item { Value: Scalar scalar } => $"-{scalar.AfterKey(column, oneLine: false)}",
        Item item => $"- {item.Value.Block(column + Step)}",
        Scalar scalar => Inline(scalar, inFlow: false),
        _ => throw new NotSupportedException(),
    };

    private static string Inline(Scalar scalar, bool inFlow) => scalar.Literal ? scalar.Text : YamlScalars.Inline(scalar.Text, inFlow);

    private static string LiteralBlock(string text, int column)
    {
        var indentation = new string(' ', column);
        var body = text.EndsWith('\n') ? text[..^1] : text;
        var lines = body.Split('\n').Select(line => line.Length == 0 ? "" : indentation + line);
        return $"{YamlScalars.LiteralHeader(text)}\n{string.Join('\n', lines)}";
    }
}
