// Empty the question field once its question is in the conversation, unless the reader has begun the next question.
// page/pending_question.js notes the question that was sent.
written => {
    const sent = window.sentQuestion;
    delete window.sentQuestion;
    return written === sent ? '' : written;
}
