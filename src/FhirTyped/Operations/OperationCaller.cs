using System.Net;
using FhirTyped.Pages;
using FhirTyped.R4;

namespace FhirTyped;

/// <summary>Operations (https://hl7.org/fhir/R4/operations.html) by name, whatever the resource type.</summary>
/// <remarks>Thread-safe. The resource type is one of the program's own, or was looked at with <see cref="FhirId.ThrowIfNoType"/>.</remarks>
internal sealed class OperationCaller(ServerExchange exchange)
{
    /// <summary>The one operation whose answer is an OperationOutcome: errors in it are its result (https://hl7.org/fhir/R4/resource-operation-validate.html).</summary>
    public const string Validate = "validate";

    /// <summary>The server.</summary>
    public ServerExchange Exchange => exchange;

    /// <summary>Calls an operation: of the system where there is no type, of the type where there is no id.</summary>
    public async Task<FhirAnswer> SendAsync(string? resourceType, string? id, string name, Resource? parameters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        var operation = name.StartsWith('$') ? name[1..] : name;
        FhirId.ThrowIfInvalid(operation, nameof(name));
        if (id is not null)
        {
            FhirId.ThrowIfInvalid(id, nameof(id));
        }

        var path = (resourceType is null ? "" : resourceType + "/") + (id is null ? "" : id + "/") + "$" + operation;
        var request = Describe("POST", resourceType, operation);
        exchange.Guard(exchange.Judge.JudgeOperation(resourceType, operation), request);

        // Always by POST: whether an operation may go by GET is for its definition to say, which is not here.
        return await exchange.SendAsync(
            new(HttpMethod.Post, exchange.AddressOf(path), request)
            {
                ResourceType = resourceType ?? "",
                Operation = operation,
                KnownRepetition = ReadOnlyOperations.Contains(operation) ? FhirRepetition.Always : FhirRepetition.Never,
                Body = FhirJson.ToUtf8Bytes(parameters ?? new Parameters()),
                AsksForOutcome = operation == Validate,
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Calls an operation of a type that gives one kind of resource.</summary>
    /// <exception cref="FhirProtocolException">The server answered with something else.</exception>
    public async Task<TResult> CallAsync<TResult>(string resourceType, string operation, Parameters parameters, CancellationToken cancellationToken)
        where TResult : Resource =>
        (await SendAsync(resourceType, null, operation, parameters, cancellationToken).ConfigureAwait(false)).Resource switch
        {
            TResult result => result,
            var other => throw new FhirProtocolException(
                Describe("POST", resourceType, operation),
                other is null ? "the server answered without a resource." : "the server answered with another resource type than the operation gives.",
                HttpStatusCode.OK, other as OperationOutcome),
        };

    /// <summary>See <see cref="ISummaryEndpoint.SummaryAsync"/>.</summary>
    public async Task<Bundle> SummaryAsync(string resourceType, string id, CancellationToken cancellationToken)
    {
        FhirId.ThrowIfInvalid(id, nameof(id));
        Guard(resourceType, "summary");
        var request = Describe("GET", resourceType, "summary");
        var answer = await exchange.SendAsync(
            new(HttpMethod.Get, exchange.AddressOf(resourceType + "/" + id + "/$summary"), request) { ResourceType = resourceType, Operation = "summary" }, cancellationToken).ConfigureAwait(false);
        return (Bundle)ReadAnswer.Expect(request, answer, "Bundle", id: null);
    }

    /// <summary>Calls <c>$match</c>: its matches are one page.</summary>
    public async Task<FhirSearchPage<T>> MatchAsync<T>(string resourceType, Parameters parameters, CancellationToken cancellationToken)
        where T : Resource
    {
        var bundle = await CallAsync<Bundle>(resourceType, "match", parameters, cancellationToken).ConfigureAwait(false);
        var request = new SearchRequest(exchange, resourceType, resourceType + "/$match", null, static _ => { });
        var answer = new FhirAnswer(HttpStatusCode.OK, bundle, null, null);
        return new FhirSearchPage<T>(PageReader.Read(request, Describe("POST", resourceType, "match"), answer), SearchReceipt.Unverifiable, request);
    }

    /// <summary>Throws where the judge refuses an operation by GET.</summary>
    /// <exception cref="FhirCapabilityException">It does.</exception>
    public void Guard(string resourceType, string operation) =>
        exchange.Guard(exchange.Judge.JudgeOperation(resourceType, operation), Describe("GET", resourceType, operation));

    /// <summary>Method, resource type and name, for messages.</summary>
    public static string Describe(string method, string? resourceType, string operation) =>
        method + " " + (resourceType is null ? "" : resourceType + " ") + "$" + operation;
}
