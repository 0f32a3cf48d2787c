namespace FhirTyped;

/// <summary>Reads an answer whose head is there.</summary>
internal delegate ValueTask<TAnswer> AnswerReader<TAnswer>(ServerExchange exchange, FhirRequest request, HttpResponseMessage response, RequestDeadline deadline);
