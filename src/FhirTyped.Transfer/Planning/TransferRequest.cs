namespace FhirTyped.Transfer;

/// <summary>By which request a resource goes to the target.</summary>
internal enum TransferRequest
{
    /// <summary>POST: the server gives the id.</summary>
    Create,

    /// <summary>POST with <c>If-None-Exist</c>.</summary>
    CreateIfNoneExist,

    /// <summary>PUT to the id that it has at the source.</summary>
    Put,
}
