using System.Net;
using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FhirTyped.Gateway.Stores.Tests;

public abstract class DataProtectionTests<TPlace> : IAsyncLifetime
    where TPlace : StorePlace, new()
{
    private readonly TPlace _place = new();
    private readonly GatewayMasterKey _key = TestKeys.New("k1");

    public ValueTask InitializeAsync() => _place.SetUpAsync();

    public async ValueTask DisposeAsync()
    {
        await _place.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task CookieOfOneNode_IsReadOnAnother()
    {
        await using var a = await StartAsync(_key);
        await using var b = await StartAsync(_key);
        await using var stranger = await StartAsync(TestKeys.New("k1"));
        using var client = new HttpClient(new HttpClientHandler { UseCookies = false });
        using var login = await client.GetAsync(new Uri(a.Urls.Single() + "/login"));
        var cookie = login.Headers.GetValues("Set-Cookie").Single().Split(';')[0];

        Assert.Equal("ada", await AskAsync(client, b, cookie));
        Assert.Equal("nobody", await AskAsync(client, b, cookie[..^8] + "AAAAAAAA"));
        Assert.NotEqual("ada", await AskAsync(client, stranger, cookie));
    }

    [Fact]
    public void RingInTheStore_HasNothingInClear()
    {
        var node = Node(_key);
        node.GetRequiredService<IDataProtectionProvider>().CreateProtector("p").Protect("x");

        var element = Assert.Single(node.GetRequiredService<IKeyRingStore>().List());
        var text = Encoding.Latin1.GetString(element.Sealed.Span);
        Assert.All(["masterKey", "descriptor", "<key", "encryptedSecret", "creationDate"], word => Assert.DoesNotContain(word, text, StringComparison.OrdinalIgnoreCase));

        // What is passed to the repository is sealed in itself, too.
        Assert.True(node.GetRequiredService<SecretSealer>().TryOpen("data-protection-ring", [element.Name], element.Sealed.Span, out var opened));
        var xml = Encoding.UTF8.GetString(opened.Plaintext);
        Assert.Contains("<sealed", xml, StringComparison.Ordinal);
        Assert.DoesNotContain("masterKey", xml, StringComparison.Ordinal);
    }

    [Fact]
    public void KeyThatSomebodyPutIn_OrThatCannotBeOpened_IsAnError_AndNoNewOneIsMade()
    {
        var node = Node(_key);
        node.GetRequiredService<IDataProtectionProvider>().CreateProtector("p").Protect("x");
        var store = node.GetRequiredService<IKeyRingStore>();

        var lost = Assert.ThrowsAny<Exception>(() => Node(TestKeys.New("k2")).GetRequiredService<IDataProtectionProvider>().CreateProtector("p").Protect("x"));
        Assert.Contains("cannot be opened", lost.ToString(), StringComparison.Ordinal);
        Assert.Single(store.List());

        store.Set(new("key-forged", Encoding.UTF8.GetBytes("""<key id="6b4a3c57-3f0f-4b21-8a53-5cbe0b3a7f0e" version="1" />""")));
        var forged = Assert.ThrowsAny<Exception>(() => Node(_key).GetRequiredService<IDataProtectionProvider>().CreateProtector("p").Protect("x"));
        Assert.Contains("key-forged", forged.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void AfterRotation_TheRingIsSealedWithTheNewKey()
    {
        var content = Node(_key).GetRequiredService<IDataProtectionProvider>().CreateProtector("p").Protect("x");
        var next = TestKeys.New("k2");
        Assert.Equal("x", Node(_key.As(isPrimary: false), next).GetRequiredService<IDataProtectionProvider>().CreateProtector("p").Unprotect(content));

        var element = Assert.Single(Node(next).GetRequiredService<IKeyRingStore>().List());
        Assert.True(new SecretSealer([next]).TryOpen("data-protection-ring", [element.Name], element.Sealed.Span, out _));
    }

    private static async Task<string> AskAsync(HttpClient client, WebApplication node, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, node.Urls.Single() + "/who");
        request.Headers.Add("Cookie", cookie);
        using var response = await client.SendAsync(request);
        return response.StatusCode == HttpStatusCode.OK ? await response.Content.ReadAsStringAsync() : response.StatusCode.ToString();
    }

    private ServiceProvider Node(params GatewayMasterKey[] keys)
    {
        var services = new ServiceCollection();
        Register(services, keys);
        return services.BuildServiceProvider();
    }

    private void Register(IServiceCollection services, params GatewayMasterKey[] keys)
    {
        // One memory is one process: there the nodes share the store itself.
        if (_place.HasSeveralNodes)
        {
            services.AddLogging();
            _place.Register(services);
        }
        else
        {
            services.AddLogging().AddSingleton(_place.OpenNode().GetRequiredService<IKeyRingStore>());
        }

        services.AddSingleton(new SecretSealer(keys)).AddFhirGatewayDataProtection();
    }

    private async Task<WebApplication> StartAsync(GatewayMasterKey key)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddRoutingCore().AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
        Register(builder.Services, key);
        var app = builder.Build();
        app.UseRouting();
        app.UseAuthentication();
        app.MapGet("/login", static context => context.SignInAsync(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "ada")], "test"))));
        app.MapGet("/who", static context => context.Response.WriteAsync(context.User.Identity?.Name ?? "nobody"));
        await app.StartAsync();
        return app;
    }
}

public sealed class MemoryDataProtectionTests : DataProtectionTests<MemoryPlace>;

public sealed class SqliteDataProtectionTests : DataProtectionTests<SqlitePlace>;

public sealed class RedisDataProtectionTests : DataProtectionTests<RedisPlace>;

public sealed class GarnetDataProtectionTests : DataProtectionTests<GarnetPlace>;

public sealed class PostgreSqlDataProtectionTests : DataProtectionTests<PostgreSqlPlace>;
