using EncryptionInTransit.Tests.Support;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EncryptionInTransit.Tests.Docs;

/// <summary>What the program says of mistakes in the configuration, of proofs that fail, and in warnings and errors of a run.</summary>
internal static class ProgramTexts
{
    private const string Hole = "…";

    public static IEnumerable<(string Where, string Text)> All() =>
        from file in new[] { "components", "infra", SshFolder }.SelectMany(folder => Repository.Files(folder, "*.cs"))
        from sentence in Sentences(CSharpSyntaxTree.ParseText(Repository.Read(file)).GetCompilationUnitRoot())
        from text in Texts(sentence)
        where text.Trim('…', ' ', ':', '\n').Length > 0
        select (file, text);

    /// <summary>What the embedded engine says when it does not get to a node. The official one begins the same way.</summary>
    private const string SshFolder = "runtime/Engine/Providers/Command/Ssh";

    /// <summary>The arguments that are such a sentence: by whom they are given to.</summary>
    private static IEnumerable<ExpressionSyntax> Sentences(CompilationUnitSyntax file)
    {
        foreach (var call in file.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            var name = call.Expression is MemberAccessExpressionSyntax member ? member.Name.Identifier.Text : call.Expression.ToString();
            var arguments = call.ArgumentList.Arguments;
            if (name is "Invalid" or "NotTogether" or "NotOneOf" && arguments.Count == 2)
                yield return arguments[1].Expression;
            else if (name == "Add" && arguments.Count == 3 && arguments[1].ToString().StartsWith("MistakeKind.", StringComparison.Ordinal))
                yield return arguments[2].Expression;
            else if (call.Expression.ToString() is "Log.Warn" or "Log.Error" || name == "Failure")
                yield return arguments[0].Expression;
        }
        foreach (var creation in file.DescendantNodes().OfType<BaseObjectCreationExpressionSyntax>())
        {
            if (creation.ArgumentList?.Arguments is not [var first, ..] arguments)
                continue;
            if (first.ToString().StartsWith("ProofReason.", StringComparison.Ordinal) && arguments.Count == 2)
                yield return arguments[1].Expression;
            else if (TypeOf(creation) is "RunException" or "ProviderException" or "DialException")
                yield return first.Expression;
            else if (TypeOf(creation) == "Mistake")
                yield return arguments[2].Expression;
        }
    }

    /// <summary>Of one that leaves it out, what the arms of its switch become.</summary>
    private static string? TypeOf(BaseObjectCreationExpressionSyntax creation) => creation switch
    {
        ObjectCreationExpressionSyntax named => named.Type.ToString(),
        { Parent: SwitchExpressionArmSyntax } => creation.FirstAncestorOrSelf<MethodDeclarationSyntax>()?.ReturnType.ToString(),
        _ => null,
    };

    /// <summary>What the expression can become, a text for each alternative.</summary>
    private static IEnumerable<string> Texts(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax literal => [literal.Token.ValueText],
        InterpolatedStringExpressionSyntax interpolated => [string.Concat(interpolated.Contents.Select(content =>
            content is InterpolatedStringTextSyntax text ? text.TextToken.ValueText : Hole))],
        BinaryExpressionSyntax { OperatorToken.Text: "+" } sum => Texts(sum.Left).SelectMany(left => Texts(sum.Right).Select(right => left + right)),
        ConditionalExpressionSyntax choice => [.. Texts(choice.WhenTrue), .. Texts(choice.WhenFalse)],
        ParenthesizedExpressionSyntax inner => Texts(inner.Expression),
        SwitchExpressionSyntax cases => cases.Arms.SelectMany(arm => Texts(arm.Expression)),
        _ => [Hole],
    };
}
