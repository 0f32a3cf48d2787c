using FhirTyped.R4;

namespace FhirTyped.Tests.Resilience;

/// <summary>The kinds of request that differ in when they may be sent again.</summary>
public enum FaultyRequest
{
    Read,
    Search,
    SearchByPost,
    Create,
    CreateIfNoneExist,
    Update,
    UpdateOfVersion,
    ConditionalUpdate,
    Patch,
    PatchOfVersion,
    Delete,
    ConditionalDelete,
    ReadOnlyOperation,
    OtherOperation,
    BatchOfReads,
    TransactionWithCreate,
    TransactionWithConditionalCreate,
}

internal static class FaultyRequests
{
    /// <summary>Sends one of each kind.</summary>
    public static Task SendAsync(this FaultyRequest kind, IFhirPlatformClient client, CancellationToken cancellationToken = default) => kind switch
    {
        FaultyRequest.Read => client.ReadAsync("Patient", "p1", cancellationToken),
        FaultyRequest.Search => client.Search("Patient?family=planted").ToListAsync(10, cancellationToken),
        FaultyRequest.SearchByPost => client.Search("Patient?family=planted").ViaPost().ToListAsync(10, cancellationToken),
        FaultyRequest.Create => client.CreateAsync(new Patient(), cancellationToken),
        FaultyRequest.CreateIfNoneExist => client.CreateIfNoneExistAsync(new Patient(), "identifier=planted", cancellationToken),
        FaultyRequest.Update => client.UpdateAsync(new Patient { Id = "p1" }, cancellationToken),
        FaultyRequest.UpdateOfVersion => client.UpdateAsync(new Patient { Id = "p1", Meta = new Meta { VersionId = "3" } }, cancellationToken),
        FaultyRequest.ConditionalUpdate => client.ConditionalUpdateAsync(new Patient(), "identifier=planted", cancellationToken),
        FaultyRequest.Patch => client.PatchAsync("Patient", "p1", new JsonPatch().Remove("/gender"), cancellationToken),
        FaultyRequest.PatchOfVersion => client.PatchAsync("Patient", "p1", new JsonPatch { VersionId = "3" }.Remove("/gender"), cancellationToken),
        FaultyRequest.Delete => client.DeleteAsync("Patient", "p1", null, cancellationToken),
        FaultyRequest.ConditionalDelete => client.ConditionalDeleteAsync("Patient", "identifier=planted", cancellationToken),
        FaultyRequest.ReadOnlyOperation => client.OperationAsync("validate", new Parameters(), "Patient", cancellationToken: cancellationToken),
        FaultyRequest.OtherOperation => client.OperationAsync("reindex", cancellationToken: cancellationToken),
        FaultyRequest.BatchOfReads => Batch(client).SendAsync(cancellationToken),
        FaultyRequest.TransactionWithCreate => Transaction(client, isConditional: false).SendAsync(cancellationToken),
        _ => Transaction(client, isConditional: true).SendAsync(cancellationToken),
    };

    private static FhirBatch Batch(IFhirPlatformClient client)
    {
        var batch = client.NewBatch();
        batch.Read<Patient>("p1");
        return batch;
    }

    private static FhirTransaction Transaction(IFhirPlatformClient client, bool isConditional)
    {
        var transaction = client.NewTransaction();
        if (isConditional)
        {
            transaction.Create(new Patient(), ((WritingPlatform)client).Patient.Search(q => q.Identifier.Is("urn:oid:1.2", "planted")));
        }
        else
        {
            transaction.Create(new Patient());
        }

        return transaction;
    }
}
