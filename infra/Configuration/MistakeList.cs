using System.Text;

namespace EncryptionInTransit.Infra.Configuration;

/// <summary>All mistakes of a configuration, as people see them.</summary>
public static class MistakeList
{
    public static string Render(string stack, IReadOnlyList<Mistake> mistakes)
    {
        var text = new StringBuilder();
        text.Append($"Pulumi.{stack}.yaml has {mistakes.Count} {(mistakes.Count == 1 ? "mistake" : "mistakes")}; nothing was touched.");
        foreach (var mistake in mistakes)
            text.Append("\n  ").Append(mistake);
        return text.ToString();
    }
}
