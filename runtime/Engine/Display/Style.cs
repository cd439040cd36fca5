namespace Pulumi.Engine.Display;

/// <summary>Colours for a terminal, or none.</summary>
/// <param name="Enabled">False leaves every text as it is.</param>
public sealed record Style(bool Enabled)
{
    public static readonly Style Plain = new(false);

    private const string Escape = "\u001b[";
    private const string Off = Escape + "0m";

    public string Headline(string text) => Paint("1;38;5;13", text);

    public string Column(string text) => Paint("4;38;5;12", text);

    public string Prompt(string text) => Paint("1;38;5;6", text);

    public string Resource(string text) => Paint("38;5;12", text);

    public string Create(string text) => Paint("38;5;2", text);

    public string Update(string text) => Paint("38;5;3", text);

    public string Delete(string text) => Paint("38;5;1", text);

    public string Replace(string text) => Paint("38;5;5", text);

    public string Error(string text) => Paint("38;5;1", text);

    public string Warning(string text) => Paint("38;5;3", text);

    public string Attention(string text) => Paint("38;5;9", text);

    public string Bold(string text) => Paint("1", text);

    private string Paint(string code, string text) => Enabled && text.Length > 0 ? $"{Escape}{code}m{text}{Off}" : text;
}
