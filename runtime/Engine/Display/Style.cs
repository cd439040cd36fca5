namespace Pulumi.Engine.Display;

/// <summary>Colours for a terminal, or none.</summary>
/// <param name="Enabled">False leaves every text as it is.</param>
public sealed record Style(bool Enabled)
{
    public static readonly Style Plain = new(false);

    private const int Red = 1;
    private const int Green = 2;
    private const int Yellow = 3;
    private const int Magenta = 5;
    private const int Cyan = 6;
    private const int BrightBlack = 8;
    private const int BrightRed = 9;
    private const int BrightGreen = 10;
    private const int BrightBlue = 12;
    private const int BrightMagenta = 13;
    private const int BrightCyan = 14;

    private const string Escape = "\u001b[";
    private const string Off = Escape + "0m";

    public string Headline(string text) => Paint(BrightMagenta, text, "1;");

    public string Column(string text) => Paint(BrightBlue, text, "4;");

    public string Prompt(string text) => Paint(Cyan, text, "1;");

    public string Selected(string text) => Paint(BrightGreen, text);

    public string Resource(string text) => Paint(BrightBlue, text);

    public string Create(string text, bool bold = false) => Paint(Green, text, Bold(bold));

    public string Update(string text, bool bold = false) => Paint(Yellow, text, Bold(bold));

    public string Delete(string text, bool bold = false) => Paint(Red, text, Bold(bold));

    public string Replace(string text, bool bold = false) => Paint(BrightMagenta, text, Bold(bold));

    public string CreateReplacement(string text, bool bold = false) => Paint(BrightGreen, text, Bold(bold));

    public string DeleteReplaced(string text, bool bold = false) => Paint(BrightRed, text, Bold(bold));

    public string Read(string text, bool bold = false) => Paint(BrightCyan, text, Bold(bold));

    public string Error(string text) => Paint(Red, text);

    public string Warning(string text) => Paint(Yellow, text);

    public string Message(string text) => Paint(Magenta, text);

    public string Attention(string text) => Paint(BrightRed, text);

    public string Muted(string text) => Paint(BrightBlack, text);

    public string Bold(string text) => Enabled && text.Length > 0 ? $"{Escape}1m{text}{Off}" : text;

    private static string Bold(bool bold) => bold ? "1;" : "";

    private string Paint(int color, string text, string attributes = "") =>
        Enabled && text.Length > 0 ? $"{Escape}{attributes}38;5;{color}m{text}{Off}" : text;
}
