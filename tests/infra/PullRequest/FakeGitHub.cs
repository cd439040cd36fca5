using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace EncryptionInTransit.Tests.PullRequest;

/// <summary>The comments of pull request 7 of owner/name, as GitHub's REST API serves them.</summary>
internal sealed partial class FakeGitHub : IDisposable
{
    private const int FirstId = 1000;

    private readonly HttpListener _listener = new();
    private readonly string _token;

    public FakeGitHub(string token)
    {
        _token = token;
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Url = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}";
        }
        _listener.Prefixes.Add(Url + "/");
        _listener.Start();
        _ = ServeAsync();
    }

    public string Url { get; }

    public List<string> Comments { get; } = [];

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
            var (status, answer) = Answer(context.Request);
            context.Response.StatusCode = status;
            await JsonSerializer.SerializeAsync(context.Response.OutputStream, answer);
            context.Response.Close();
        }
    }

    private (int Status, object Answer) Answer(HttpListenerRequest request)
    {
        if (request.Headers["Authorization"] != $"Bearer {_token}")
            return (401, new { message = "Bad credentials" });
        var path = request.Url!.AbsolutePath;
        switch (request.HttpMethod)
        {
            case "GET" when path == "/repos/owner/name/issues/7/comments":
                var page = int.Parse(request.QueryString["page"]!, CultureInfo.InvariantCulture);
                var size = int.Parse(request.QueryString["per_page"]!, CultureInfo.InvariantCulture);
                return (200, Comments.Select((body, i) => new { id = FirstId + i, body }).Skip((page - 1) * size).Take(size));
            case "POST" when path == "/repos/owner/name/issues/7/comments":
                Comments.Add(Body(request));
                return (201, new { id = FirstId + Comments.Count - 1 });
            case "PATCH" when CommentPath().Match(path) is { Success: true } match:
                Comments[int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) - FirstId] = Body(request);
                return (200, new { });
            default:
                return (404, new { message = "Not Found" });
        }
    }

    private static string Body(HttpListenerRequest request) =>
        JsonDocument.Parse(request.InputStream).RootElement.GetProperty("body").GetString()!;

    [GeneratedRegex("^/repos/owner/name/issues/comments/([0-9]+)$")]
    private static partial Regex CommentPath();
}
