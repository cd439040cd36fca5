using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace Pulumi;

/// <summary>
/// The stack's configuration in one namespace. Get returns null for a key that is not set, Require ends the program with the
/// command that sets it; both end it for a value of the wrong type. The secret variants return secret outputs.
/// </summary>
public sealed partial class Config
{
    private readonly string name;

    /// <param name="name">the namespace; the project's name if null</param>
    public Config(string? name = null)
    {
        const string OldSuffix = ":config";
        name ??= Deployment.Instance.ProjectName;
        this.name = name.EndsWith(OldSuffix, StringComparison.Ordinal) ? name[..^OldSuffix.Length] : name;
    }

    public string? Get(string key) => Deployment.Running.Configuration.Get(FullKey(key));

    public bool? GetBoolean(string key) => Parse<bool>(key, ParseBoolean);

    public int? GetInt32(string key) => Parse<int>(key, ParseInt32);

    public double? GetDouble(string key) => Parse<double>(key, ParseDouble);

    /// <summary>The value read as JSON.</summary>
    [return: MaybeNull]
    public T GetObject<T>(string key) => Deserialize<T>(key, options: null);

    /// <inheritdoc cref="GetObject{T}(string)"/>
    [return: MaybeNull]
    public T GetObject<T>(string key, JsonSerializerOptions options) => Deserialize<T>(key, options);

    public Output<string>? GetSecret(string key) => Get(key) is { } value ? Output.CreateSecret(value) : null;

    public Output<bool>? GetSecretBoolean(string key) => Secret(GetBoolean(key));

    public Output<int>? GetSecretInt32(string key) => Secret(GetInt32(key));

    public Output<double>? GetSecretDouble(string key) => Secret(GetDouble(key));

    public Output<T>? GetSecretObject<T>(string key) => SecretObject<T>(key, options: null);

    public Output<T>? GetSecretObject<T>(string key, JsonSerializerOptions options) => SecretObject<T>(key, options);

    public string Require(string key) => Get(key) ?? throw Missing(key);

    public bool RequireBoolean(string key) => GetBoolean(key) ?? throw Missing(key);

    public int RequireInt32(string key) => GetInt32(key) ?? throw Missing(key);

    public double RequireDouble(string key) => GetDouble(key) ?? throw Missing(key);

    /// <inheritdoc cref="GetObject{T}(string)"/>
    public T RequireObject<T>(string key) => DeserializeRequired<T>(key, options: null);

    /// <inheritdoc cref="GetObject{T}(string)"/>
    public T RequireObject<T>(string key, JsonSerializerOptions options) => DeserializeRequired<T>(key, options);

    public Output<string> RequireSecret(string key) => Output.CreateSecret(Require(key));

    public Output<bool> RequireSecretBoolean(string key) => Output.CreateSecret(RequireBoolean(key));

    public Output<int> RequireSecretInt32(string key) => Output.CreateSecret(RequireInt32(key));

    public Output<double> RequireSecretDouble(string key) => Output.CreateSecret(RequireDouble(key));

    public Output<T> RequireSecretObject<T>(string key) => Output.CreateSecret(RequireObject<T>(key));

    public Output<T> RequireSecretObject<T>(string key, JsonSerializerOptions options) => Output.CreateSecret(RequireObject<T>(key, options));

    private static Output<T>? Secret<T>(T? value)
        where T : struct
        => value is { } known ? Output.CreateSecret(known) : null;

    private static bool? ParseBoolean(string text) => text switch { "true" => true, "false" => false, _ => null };

    private static int? ParseInt32(string text)
        => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static double? ParseDouble(string text)
        => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private T? Parse<T>(string key, Func<string, T?> parse)
        where T : struct
        => Get(key) is { } text ? parse(text) ?? throw WrongType(key, text, typeof(T).Name) : null;

    private Output<T>? SecretObject<T>(string key, JsonSerializerOptions? options)
        => Deserialize<T>(key, options) is { } value && Get(key) is not null ? Output.CreateSecret(value) : null;

    private T DeserializeRequired<T>(string key, JsonSerializerOptions? options)
        => Get(key) is null ? throw Missing(key) : Deserialize<T>(key, options)!;

    private T? Deserialize<T>(string key, JsonSerializerOptions? options)
    {
        if (Get(key) is not { } json)
        {
            return default;
        }

        try
        {
            return JsonSerializer.Deserialize<T>(json, options);
        }
        catch (JsonException e)
        {
            throw WrongType(key, json, typeof(T).FullName!, e);
        }
    }

    private ConfigTypeException WrongType(string key, string value, string expected, JsonException? cause = null)
    {
        // What the parser says may quote the value; the path in it is names only.
        var fullKey = FullKey(key);
        return Deployment.Running.Configuration.IsSecret(fullKey)
            ? new(fullKey, "[secret]", expected, cause is null ? null : $"at {cause.Path}")
            : new(fullKey, value, expected, cause?.Message);
    }

    private ConfigMissingException Missing(string key) => new(FullKey(key));

    private string FullKey(string key) => $"{name}:{key}";
}
